// Everything that is shown goes through here as text, never as markup.

/** Makes an element: attributes, then children; what starts with "on" is a listener, `text` its text. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'text') {
      element.textContent = value;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** The shape of a state. */
export function icon(state) {
  return svg('svg', {class: 'icon', 'aria-hidden': 'true'}, svg('use', {href: '#i-' + state}));
}

/** Sets a text only where it differs: what somebody has selected in it stays selected. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Makes the children of an element one for each item, in their order. Elements of items that stay are kept and not moved, so that
 * focus, selection and a click that has begun survive.
 */
export function sync(parent, items, keyOf, make, update = () => {}) {
  const keyed = items.map(item => [String(keyOf(item)), item]);
  const wanted = new Set(keyed.map(([key]) => key));
  const known = new Map();
  for (const element of [...parent.children]) {
    if (wanted.has(element.dataset.key)) {
      known.set(element.dataset.key, element);
    } else {
      element.remove();
    }
  }
  let next = parent.firstElementChild;
  for (const [key, item] of keyed) {
    let element = known.get(key);
    if (!element) {
      element = make(item);
      element.dataset.key = key;
    }
    if (element === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(element, next);
    }
    update(element, item);
  }
}

/** A duration as people say it. */
export function duration(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  return seconds < 120 ? seconds + ' s'
    : seconds < 7200 ? Math.floor(seconds / 60) + ' min'
      : seconds < 172_800 ? Math.floor(seconds / 3600) + ' h' : Math.floor(seconds / 86_400) + ' days';
}

export const byId = id => document.getElementById(id);

/** A name as people write it: TAKEOVER is takeover. */
export const words = name => name.toLowerCase().replaceAll('_', ' ');

export const count = (n, one, many) => n.toLocaleString('en') + ' ' + (n === 1 ? one : many);

export const children = n => count(n, 'child', 'children');

const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});

/** The time of today, else with the day. */
export function time(date) {
  const today = new Date().toDateString() === date.toDateString();
  return (today ? '' : DAY.format(date) + ' ') + CLOCK.format(date);
}
