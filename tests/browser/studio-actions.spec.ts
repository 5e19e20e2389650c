import { expect, prompt, test } from './app';
import { Keyboard } from './keyboard';
import { createScenes } from './keyboard-create';
import { dialogScenes } from './keyboard-dialogs';
import { modeScenes } from './keyboard-modes';

const scenes = [...createScenes, ...dialogScenes, ...modeScenes].flatMap((scene) =>
  scene.isSmallToo ? [scene, { ...scene, name: `${scene.name}, on a phone's screen`, isSmall: true }] : [scene],
);

for (const { name, open, within, deeds = [], elsewhere, provokes, ...scene } of scenes) {
  test(`by keyboard alone: ${name}`, async ({ app, context, watch }) => {
    test.setTimeout(300_000);
    if ('isSmall' in scene) await app.setViewportSize({ width: 390, height: 844 });
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
        const isSomewhere = () => app.evaluate(() => document.activeElement !== document.body);
        await expect.soft
          .poll(isSomewhere, { message: `the focus is somewhere after ${String(stop)}`, timeout: 3000 })
          .toBe(true);
      });
    }
    if (provokes) watch.violations.length = 0;
  });
}
