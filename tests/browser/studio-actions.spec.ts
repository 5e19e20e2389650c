import { expect, prompt, test } from './app';
import { Keyboard } from './keyboard';
import { createScenes } from './keyboard-create';
import { dialogScenes } from './keyboard-dialogs';
import { modeScenes } from './keyboard-modes';

for (const { name, open, within, deeds = [], elsewhere, provokes } of [
  ...createScenes,
  ...dialogScenes,
  ...modeScenes,
]) {
  test(`by keyboard alone: ${name}`, async ({ app, context, watch }) => {
    test.setTimeout(300_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await app.addInitScript(() => {
      Object.assign(window, { shared: 0 });
      navigator.canShare = () => true;
      navigator.share = async () => {
        (window as unknown as { shared: number }).shared++;
      };
      // A camera that sees a grey wall.
      navigator.mediaDevices.getUserMedia = async () => {
        const wall = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
        const context = wall.getContext('2d')!;
        setInterval(() => {
          context.fillStyle = '#888';
          context.fillRect(0, 0, 320, 240);
        }, 100);
        return wall.captureStream(10);
      };
    });
    const keyboard = new Keyboard(app, await context.newCDPSession(app));
    await app.reload();
    await expect(prompt(app)).toBeVisible();
    await open(app);
    await expect(within(app)).toBeVisible();
    const isFor = (stop: string) => (deed: (typeof deeds)[number]) =>
      typeof deed[0] === 'string' ? deed[0] === stop : deed[0].test(stop);

    await keyboard.walk(within(app), (stop) => deeds.some(isFor(stop)) || (elsewhere?.test(stop) ?? false));

    for (const [stop, deed, key = 'Enter'] of deeds) {
      await test.step(String(stop), async () => {
        if (await within(app).isHidden()) {
          await open(app);
          await expect(within(app)).toBeVisible();
        }
        await keyboard.walkTo(stop);
        await deed(app, () => app.keyboard.press(key));
      });
    }
    if (provokes) watch.violations.length = 0;
  });
}
