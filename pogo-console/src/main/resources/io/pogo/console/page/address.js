// What is shown, in the address of the page: a reload, a bookmark and the Back button keep it.
import {model, STATES} from './model.js';

let child = null;
let onChange = () => {};

export function open(listener) {
  onChange = listener;
  read();
  addEventListener('popstate', () => {
    read();
    onChange(child);
  });
}

/** The child whose details are shown, or null. */
export const shownChild = () => child;

function read() {
  const query = new URLSearchParams(location.search);
  model.filter.text = query.get('q') ?? '';
  model.filter.states = new Set((query.get('state') ?? '').split(',').filter(state => STATES.includes(state)));
  model.filter.type = query.get('type') ?? '';
  model.filter.node = query.get('node') ?? '';
  child = query.get('child');
}

/** Writes the filter and the child; `replace` for what is typed letter by letter. */
export function write(shown = child, replace = false) {
  child = shown;
  const query = new URLSearchParams();
  const add = (name, value) => value && query.set(name, value);
  add('q', model.filter.text);
  add('state', [...model.filter.states].join(','));
  add('type', model.filter.type);
  add('node', model.filter.node);
  add('child', child);
  const text = query.toString();
  const next = location.pathname + (text === '' ? '' : '?' + text);
  if (next !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', next);
  }
}
