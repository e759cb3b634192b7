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
