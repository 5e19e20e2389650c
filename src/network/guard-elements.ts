import { guard, guardSetter, takeAway } from './guard';

/** Elements that hold a window of their own, in which every door would be open again. Nothing here is made of them. */
const frames = /^(iframe|frame|frameset|object|embed|fencedframe|portal)$/i;
/** Links that look up a name or connect ahead: no policy binds them. */
const hints = /dns-prefetch|preconnect/i;

/**
 * No frames, and no link that asks the browser to look ahead. Elements come from text only through Trusted Types, which let
 * no text through on this page: so it is enough to watch how a script makes an element and sets its attributes.
 */
export function guardElements(): void {
  guard(Document.prototype, 'createElement', (_, name) => !frames.test(String(name)));
  guard(Document.prototype, 'createElementNS', (_, __, name) => !frames.test(String(name).replace(/^.*:/, '')));
  // Other makers of elements: rules, classes, and text that a sanitiser let through.
  takeAway(globalThis, 'XSLTProcessor');
  takeAway(CustomElementRegistry.prototype, 'define');
  for (const owner of [Element, ShadowRoot, DocumentFragment]) takeAway(owner.prototype, 'setHTML');
  takeAway(Document, 'parseHTML');

  const isHint = (owner: unknown, name: unknown, value: unknown) =>
    owner instanceof HTMLLinkElement && /^rel$/i.test(String(name)) && hints.test(String(value));
  guard(Element.prototype, 'setAttribute', (link, name, value) => !isHint(link, name, value));
  guard(Element.prototype, 'setAttributeNS', (link, _, name, value) => !isHint(link, name, value));
  const isAllowedNode = (link: unknown, node: unknown) =>
    !(node instanceof Attr && isHint(link, node.name, node.value));
  guard(Element.prototype, 'setAttributeNode', isAllowedNode);
  guard(Element.prototype, 'setAttributeNodeNS', isAllowedNode);
  // A list of attributes does not say whose it is.
  const isHarmless = (_: unknown, node: unknown) => !(node instanceof Attr && hints.test(node.value));
  guard(NamedNodeMap.prototype, 'setNamedItem', isHarmless);
  guard(NamedNodeMap.prototype, 'setNamedItemNS', isHarmless);
  const isAllowedValue = (node: unknown, value: unknown) =>
    !(node instanceof Attr && isHint(node.ownerElement, node.name, value));
  guardSetter(Attr.prototype, 'value', isAllowedValue);
  guardSetter(Node.prototype, 'nodeValue', isAllowedValue);
  guardSetter(Node.prototype, 'textContent', isAllowedValue);
  guardSetter(HTMLLinkElement.prototype, 'rel', (link, value) => !isHint(link, 'rel', value));
  takeAway(HTMLLinkElement.prototype, 'relList');
  guardJourneys();
}

/**
 * A form or a link that a script sets off may open another window, for which a browser looks up the name before it asks the
 * policy. A person's own click is nobody's business here.
 */
function guardJourneys(): void {
  addEventListener('submit', (event) => event.preventDefault(), true);
  for (const method of ['submit', 'requestSubmit']) takeAway(HTMLFormElement.prototype, method);
  takeAway(Element.prototype, 'attachShadow'); // events end at its edge
  guard(HTMLElement.prototype, 'click', (target) => !leadsElsewhere(target));
  guard(EventTarget.prototype, 'dispatchEvent', (target) => !leadsElsewhere(target));
}

function leadsElsewhere(target: unknown): boolean {
  const link = target instanceof Element ? target.closest('a, area') : null;
  const href = link?.getAttribute('href') ?? link?.getAttributeNS('http://www.w3.org/1999/xlink', 'href');
  return (
    typeof href === 'string' &&
    URL.canParse(href, location.href) &&
    new URL(href, location.href).origin !== location.origin
  );
}
