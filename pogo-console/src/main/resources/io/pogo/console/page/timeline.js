// What has happened: a list, newest first, and a strip of the last minutes. Many like events at once are one line.
import {byId, children, el, setText, svg, sync, time, words} from './dom.js';
import {model} from './model.js';

const TOGETHER = 3000;
const MOST_LINES = 200;
const MINUTES = 10;
const BUCKET = 5000;
const WIDTH = 300;
const HEIGHT = 48;

const LOOK = {
  MOVED: 'move', TAKEOVER: 'takeover', FAILED: 'bad', CRASHED: 'bad', STUCK: 'bad', PENDING: 'bad', DISCONNECTED: 'bad',
  LEFT: 'node', JOINED: 'node', DRAINING: 'node', UNDRAINED: 'node', CONNECTED: 'node',
};
const STACK = ['bad', 'takeover', 'move', 'node', 'other'];
const LABELS = {bad: 'trouble', takeover: 'takeovers', move: 'moves', node: 'nodes', other: 'the rest'};

let onSelect = () => {};
let drawn = '';

export function open(select) {
  onSelect = select;
  setInterval(drawStrip, BUCKET);
}

export function update() {
  const last = model.events.at(-1);
  const key = model.events.length + ' ' + last?.at.getTime() + ' ' + last?.id;
  if (key === drawn) {
    return;
  }
  drawn = key;
  const groups = grouped(model.events).slice(-MOST_LINES).reverse();
  byId('nothing').hidden = groups.length > 0;
  sync(byId('list'), groups, group => group.key, line, redraw);
  drawStrip();
}

/** Events of one kind, from one node to one node, shortly after each other. */
export function grouped(events) {
  const groups = [];
  const open = new Map();
  const keys = new Map();
  for (const event of events) {
    const key = [event.kind, event.node, event.from, event.id === undefined].join('\n');
    const group = open.get(key);
    if (group && event.id !== undefined && event.at - group.last < TOGETHER) {
      group.events.push(event);
      group.last = event.at;
    } else {
      const first = [event.at.getTime(), key, event.id].join('\n');
      keys.set(first, (keys.get(first) ?? 0) + 1);
      const fresh = {key: first + '\n' + keys.get(first), kind: event.kind, at: event.at, last: event.at, events: [event]};
      groups.push(fresh);
      open.set(key, fresh);
    }
  }
  return groups;
}

function line(group) {
  const [event] = group.events;
  const look = LOOK[event.kind] ?? 'other';
  return el('li', {class: 'event e-' + look},
    el('time', {text: time(event.at), datetime: event.at.toISOString()}),
    el('span', {class: 'kind', text: words(event.kind)}),
    el('span', {class: 'what'}));
}

/** Only what has grown is drawn again: the rest stays as somebody reads or clicks it. */
function redraw(element, group) {
  const size = String(group.events.length);
  if (element.dataset.size !== size) {
    element.dataset.size = size;
    const last = element.lastElementChild;
    const distinct = new Set(group.events.map(event => event.id)).size;
    if (distinct === 1 && last.firstElementChild) {
      setText(last.querySelector('.times'), times(group));
    } else {
      last.replaceChildren(...what(group, distinct));
    }
  }
}

const times = group => (group.events.length > 1 ? ', ' + group.events.length + ' times' : '');

function what(group, distinct) {
  const [event] = group.events;
  const where = (event.id !== undefined && event.node ? ' on ' + event.node : '') + (event.from ? ', before on ' + event.from : '');
  if (event.id === undefined) {
    return [event.node ?? ''];
  }
  if (distinct > 1) {
    return [children(distinct) + where + times({events: group.events.length > distinct ? group.events : []})];
  }
  return [
    el('button', {type: 'button', class: 'link', text: event.id, onclick: () => onSelect(event.id)}),
    where,
    el('span', {class: 'times', text: times(group)}),
    event.reason ? el('span', {class: 'reason', text: event.reason}) : null,
  ].filter(Boolean);
}

function drawStrip() {
  const now = Date.now();
  const buckets = new Map();
  const seen = new Set();
  for (const event of model.events) {
    const age = now - event.at.getTime();
    if (age < MINUTES * 60_000) {
      const slot = Math.floor(Math.max(0, age) / BUCKET);
      const look = LOOK[event.kind] ?? 'other';
      seen.add(look);
      buckets.set(slot, {...buckets.get(slot), [look]: (buckets.get(slot)?.[look] ?? 0) + 1});
    }
  }
  const slots = MINUTES * 60_000 / BUCKET;
  const step = WIDTH / slots;
  const highest = Math.max(5, ...[...buckets.values()].map(b => STACK.reduce((sum, look) => sum + (b[look] ?? 0), 0)));
  const bars = [];
  for (const [slot, bucket] of buckets) {
    let y = HEIGHT;
    for (const look of STACK) {
      const height = (bucket[look] ?? 0) / highest * (HEIGHT - 4);
      y -= height;
      if (height > 0) {
        bars.push(svg('rect', {class: 'e-' + look, x: WIDTH - (slot + 1) * step, y, width: step - 0.5, height}));
      }
    }
  }
  const summary = seen.size === 0
    ? 'Nothing in the last ' + MINUTES + ' minutes'
    : 'The last ' + MINUTES + ' minutes: ' + [...seen].map(look => LABELS[look]).join(', ');
  byId('strip').replaceChildren(
    svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': summary},
      svg('line', {x1: 0, y1: HEIGHT - 0.5, x2: WIDTH, y2: HEIGHT - 0.5}), ...bars),
    el('div', {class: 'axis'}, el('span', {text: MINUTES + ' min ago'}), el('span', {text: 'now'})),
    el('div', {class: 'legend'}, ...STACK.filter(look => seen.has(look)).map(look =>
      el('span', {}, el('i', {class: 'e-' + look}), LABELS[look]))));
}
