// What needs attention: first on the page, and as a number in the title of the tab.
import {byId, count, duration, el, icon, setText, sync, words} from './dom.js';
import {isCrashing, model, runsTwice, standing} from './model.js';

const MOST = 8;
/** Every child is pending, starting or restarting for a moment. */
const PASSING = 3000;
const ORDER = ['STUCK', 'FAILED', 'RESTARTING', 'CRASHED', 'PENDING'];

let handlers = {onSelect: () => {}, onNode: () => {}, onMore: () => {}};

export function open(given) {
  handlers = given;
  byId('attention-more').addEventListener('click', () => handlers.onMore());
  setInterval(update, 1000);
}

const age = child => (child.sinceMillis === undefined ? 0 : Date.now() - child.sinceMillis);

/** The trouble of a child, or null. */
function trouble(child) {
  if (child.state === 'STUCK' || child.state === 'FAILED' || runsTwice(child)) {
    return standing(child);
  }
  if (isCrashing(child)) {
    return 'CRASHED';
  }
  return (child.state === 'RESTARTING' || child.state === 'PENDING') && age(child) > PASSING ? child.state : null;
}

function found() {
  const nodes = model.members.filter(member => member.suspectTypes?.length > 0).map(member => ({
    key: 'node ' + member.id, kind: 'node', id: member.id,
    what: 'suspect', text: 'children of type ' + member.suspectTypes.join(', ') + ' fail there and run elsewhere'}));
  const all = [];
  for (const child of model.children.values()) {
    const what = trouble(child);
    if (what !== null) {
      all.push({key: 'child ' + child.id, kind: 'child', id: child.id, what, child});
    }
  }
  all.sort((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what) || (a.id < b.id ? -1 : 1));
  return [...nodes, ...all];
}

export function update() {
  const all = model.loaded ? found() : [];
  const away = model.loaded && !model.connected ? 1 : 0;
  const number = all.length + away;
  const title = (number > 0 ? '(' + number.toLocaleString('en') + ') ' : '') + model.scope + ' · Pogo';
  if (document.title !== title) {
    document.title = title;
  }
  byId('attention').hidden = all.length === 0;
  setText(byId('attention-sum'), sum(all));
  sync(byId('attention-list'), all.slice(0, MOST), item => item.key, line, redraw);
  const more = byId('attention-more');
  more.hidden = all.length <= MOST;
  setText(more, all.length <= MOST ? '' : 'Show all ' + all.length.toLocaleString('en'));
}

function sum(all) {
  const counts = new Map();
  all.forEach(item => counts.set(item.what, (counts.get(item.what) ?? 0) + 1));
  return [...counts].map(([what, n]) => what === 'suspect' ? count(n, 'suspect node', 'suspect nodes') : n.toLocaleString('en') + ' ' + words(what)).join(' · ');
}

function line(item) {
  const open = () => (item.kind === 'node' ? handlers.onNode(item.id) : handlers.onSelect(item.id));
  return el('li', {class: 'trouble'},
    el('span', {class: 'what'}), el('button', {type: 'button', class: 'link', text: item.id, onclick: open}),
    el('span', {class: 'why'}), el('span', {class: 'quiet since'}));
}

function redraw(element, item) {
  const [what, , why, since] = element.children;
  const look = item.what === 'CRASHED' ? 'RESTARTING' : item.kind === 'node' ? 'STUCK' : item.what;
  if (element.dataset.look !== item.what) {
    element.dataset.look = item.what;
    what.className = 'what s-' + look;
    what.replaceChildren(icon(look), words(item.what));
  }
  if (item.kind === 'node') {
    setText(why, item.text);
    return;
  }
  const {child} = item;
  setText(why, (child.node ? 'on ' + child.node + ': ' : '') + (child.reason ?? '')
    + (!['PENDING', 'CRASHED'].includes(item.what) && child.incarnation > 1 ? ' (run ' + child.incarnation + ' times)' : ''));
  setText(since, child.sinceMillis === undefined ? '' : 'for ' + duration(age(child)));
}

/** The states to filter by to see all of it. */
export const troubledStates = () => [...new Set(found().filter(item => item.child).map(item => standing(item.child)))];
