// Everything of one child: how it stands, why, what happened to it, its spec, and what can be done with it.
import {byId, el, icon, setText, sync, time, words} from './dom.js';
import {model, READ_ONLY} from './model.js';
import {get} from './api.js';

const panel = byId('details');
let shown = null;
let known = null;
let asked = 0;
let drawn = '';
let handlers = {};
let parts = {};

export function open(given) {
  handlers = given;
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && shown !== null && !byId('dialog').open) {
      hide();
    }
  });
}

/** What can be clicked is made once, so that no click is lost to a change in the middle of it. */
export function show(id) {
  shown = id;
  known = null;
  drawn = '';
  const button = (verb, text, look = '') => el('button', {
    type: 'button', class: look, text, onclick: event => {
      const child = model.children.get(id);
      if (child) {
        underWay(event.currentTarget, handlers.onVerb(verb(child), child));
      }
    }});
  const rest = newRest();
  parts = {
    badge: el('p', {class: 'badge'}),
    restart: button(() => 'restart', 'Restart'),
    pause: button(child => (child.state === 'PAUSED' ? 'resume' : 'pause'), 'Pause'),
    move: button(() => 'move', 'Move…'),
    unpin: button(() => 'unpin', 'Unpin', 'plain'),
    terminate: button(() => 'terminate', 'Terminate…', 'danger'),
    ...rest,
  };
  panel.replaceChildren(
    el('header', {},
      el('h2', {id: 'details-title', text: id}),
      el('button', {type: 'button', class: 'close plain', 'aria-label': 'Close', text: '✕', onclick: hide})),
    parts.badge,
    el('div', {class: 'buttons'}, parts.restart, parts.pause, parts.move, parts.unpin, parts.terminate),
    parts.rest);
  draw(model.children.get(id));
  panel.hidden = false;
  update();
  panel.querySelector('.close').focus({preventScroll: true});
}

/** Shows that a request is on its way until it is answered. */
async function underWay(button, request) {
  button.setAttribute('aria-busy', 'true');
  try {
    await request;
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** The child whose details are shown, or null. */
export const shownId = () => shown;

export function hide() {
  const id = shown;
  if (id === null) {
    return;
  }
  shown = null;
  panel.hidden = true;
  panel.replaceChildren();
  handlers.onHide(id);
}

/** The model has changed: what is shown is asked for again if it is about this child. */
export function update() {
  if (shown === null) {
    return;
  }
  const child = model.children.get(shown);
  const now = JSON.stringify(child ?? null) + model.connected + model.readOnly;
  if (now !== drawn) {
    drawn = now;
    draw(child);
    if (child && model.connected) {
      look(shown);
    }
  }
}

async function look(id) {
  const turn = ++asked;
  try {
    const found = await get('/child?id=' + encodeURIComponent(id));
    if (turn === asked && id === shown) {
      known = found;
      draw(model.children.get(id));
    }
  } catch (e) {
    if (turn === asked && id === shown && e.status !== 404) {
      known = {problem: e.message};
      draw(model.children.get(id));
    }
  }
}

function draw(child) {
  const state = child?.state ?? '';
  if (parts.badge.dataset.state !== state) {
    parts.badge.dataset.state = state;
    parts.badge.className = 'badge' + (child ? ' s-' + state : '');
    parts.badge.replaceChildren(...(child ? [icon(state)] : []), el('span'));
  }
  setText(parts.badge.lastElementChild, child ? words(state) + (child.node ? ' on ' + child.node : '')
    : model.loaded ? 'There is no such child any more.' : '');
  const paused = state === 'PAUSED';
  for (const name of ['restart', 'pause', 'move', 'unpin', 'terminate']) {
    parts[name].disabled = !child || model.readOnly;
    parts[name].title = model.readOnly ? READ_ONLY : '';
  }
  parts.restart.disabled ||= paused;
  parts.move.disabled ||= model.members.length < 2;
  setText(parts.pause, paused ? 'Resume' : 'Pause');
  parts.rest.hidden = !child;
  if (child) {
    drawRest(child);
  }
}

const section = (title, ...body) => el('section', {}, el('h3', {text: title}), ...body);

/** Each part is made once and then only filled. */
function newRest() {
  const made = {
    error: el('p', {class: 'error'}), problem: el('p', {class: 'problem'}), why: el('p'), waits: el('p'),
    elsewhere: el('dl'), numbers: el('dl'), history: el('ol', {class: 'history'}), spec: el('pre', {tabindex: 0}),
  };
  made.errorSection = section('Reason', made.error);
  made.whySection = section('Why', made.why, made.waits, made.elsewhere);
  made.historySection = section('History', made.history);
  made.specSection = section('Spec', made.spec);
  made.rest = el('div', {}, made.errorSection, made.problem, made.whySection, section('In numbers', made.numbers),
    made.historySection, made.specSection);
  return made;
}

function drawRest(child) {
  const explanation = known?.explanation;
  parts.errorSection.hidden = !child.reason;
  setText(parts.errorSection.firstElementChild, child.state === 'RUNNING' ? 'Last error' : 'Reason');
  setText(parts.error, child.reason ?? '');
  parts.problem.hidden = !known?.problem;
  setText(parts.problem, known?.problem ?? '');
  parts.whySection.hidden = !explanation;
  setText(parts.why, explanation?.why ?? '');
  parts.waits.hidden = !explanation?.waitsFor;
  setText(parts.waits, explanation?.waitsFor ? 'Waits for ' + explanation.waitsFor : '');
  facts(parts.elsewhere, Object.entries(explanation?.elsewhere ?? {}).map(([node, reason]) => ['Not on ' + node, reason]));
  facts(parts.numbers, [
    ['Type', child.type], ['Fencing token', child.token ?? 'none'], ['Revision', String(child.revision)],
    ['Run by its owner', child.incarnation === 0 ? 'not' : child.incarnation + (child.incarnation === 1 ? ' time' : ' times')]]);
  parts.historySection.hidden = !known?.events;
  history(known);
  parts.specSection.hidden = !known?.spec;
  setText(parts.spec, known?.spec ? JSON.stringify(known.spec, null, 2) : '');
}

function facts(list, pairs) {
  list.hidden = pairs.length === 0;
  sync(list, pairs, ([name]) => name, ([name]) => el('div', {}, el('dt', {text: name}), el('dd')),
    (pair, [, value]) => setText(pair.lastElementChild, value));
}

/** What the znodes tell, and what the console has seen, in one order. */
function history(known) {
  const told = (known?.explanation?.transitions ?? []).map(transition => ({at: new Date(transition.at), text: transition.what}));
  const seen = (known?.events ?? []).map(event => ({at: new Date(event.at), text: 'seen: ' + words(event.kind)
    + (event.node ? ' on ' + event.node : '') + (event.from ? ', before on ' + event.from : '')
    + (event.reason ? ' (' + event.reason + ')' : '')}));
  const all = [...told, ...seen].sort((a, b) => a.at - b.at);
  const keys = new Map();
  const keyOf = entry => {
    const key = entry.at.getTime() + entry.text;
    keys.set(key, (keys.get(key) ?? 0) + 1);
    return key + '\n' + keys.get(key);
  };
  sync(parts.history, all, keyOf, entry =>
    el('li', {}, el('time', {text: time(entry.at), datetime: entry.at.toISOString()}), el('span', {text: entry.text})));
}
