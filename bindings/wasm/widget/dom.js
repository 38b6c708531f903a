// Elements from plain data. Text is always text: nothing here reads markup, so a name with markup in it is shown as it
// was typed, and a page's Trusted Types policy has nothing to stop.

/**
 * An element.
 *
 * `on…` attributes are listeners; `true` is an empty attribute; null, undefined and false leave one out. Children are
 * elements or texts, in lists of any depth; what is null, undefined or false is left out.
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A heading that focus can be moved to. */
export function heading(level, id, ...children) {
  return h(`h${level}`, { id, tabindex: "-1" }, children);
}

/** A list of texts. */
export function list(texts, attributes = {}) {
  return h("ul", attributes, texts.map((text) => h("li", {}, text)));
}

/** A fold that stays as it was when what is around it is drawn again: `key` is its name. */
export function fold(key, summary, ...children) {
  return h("details", { "data-key": key, class: "fold" }, h("summary", {}, h("span", {}, summary)), children);
}

/** Draws a region again: folds that were open stay open, and focus inside it stays on the thing of the same name. */
export function redraw(region, children) {
  const open = new Set([...region.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const active = region.getRootNode().activeElement;
  const held = active && region.contains(active) ? active : null;
  const name = held?.closest("[data-key]")?.dataset.key;
  region.replaceChildren(...[children].flat(Infinity).filter(Boolean));
  for (const one of region.querySelectorAll("details[data-key]")) one.open = open.has(one.dataset.key);
  if (!held) return;
  const again = [...region.querySelectorAll("[data-key]")].find((one) => one.dataset.key === name);
  const target = again?.matches("details") ? again.querySelector("summary") : again;
  (target ?? region.querySelector("h2"))?.focus();
}

/** A text with its first letter as a capital, for the start of a line. */
export function capital(text) {
  const [first = "", ...rest] = text ?? "";
  return first.toLocaleUpperCase("en-GB") + rest.join("");
}

/** How many, with the word in the singular or the plural. */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
