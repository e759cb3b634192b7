// Everything of one child: how it stands, why, what happened to it, its spec, and what can be done with it.
import {byId, el, icon, time, words} from './dom.js';
import {model} from './model.js';
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
    type: 'button', class: look, text, onclick: () => {
      const child = model.children.get(id);
      if (child) {
        handlers.onVerb(verb(child), child);
      }
    }});
  parts = {
    badge: el('p', {class: 'badge'}),
    restart: button(() => 'restart', 'Restart'),
    pause: button(child => (child.state === 'PAUSED' ? 'resume' : 'pause'), 'Pause'),
    move: button(() => 'move', 'Move…'),
    unpin: button(() => 'unpin', 'Unpin', 'plain'),
    terminate: button(() => 'terminate', 'Terminate…', 'danger'),
    rest: el('div'),
  };
  panel.replaceChildren(
    el('header', {},
      el('h2', {id: 'details-title', text: id}),
      el('button', {type: 'button', class: 'close plain', 'aria-label': 'Close', text: '✕', onclick: hide})),
    parts.badge,
    el('div', {class: 'buttons'}, parts.restart, parts.pause, parts.move, parts.unpin, parts.terminate),
    parts.rest);
  panel.hidden = false;
  update();
  panel.querySelector('.close').focus({preventScroll: true});
}

export function hide() {
  const id = shown;
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
  const now = JSON.stringify(child ?? null) + model.connected;
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
    const found = await get('/api/child?id=' + encodeURIComponent(id));
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
  parts.badge.className = 'badge' + (child ? ' s-' + child.state : '');
  parts.badge.replaceChildren(...(child
    ? [icon(child.state), words(child.state) + (child.node ? ' on ' + child.node : '')]
    : ['There is no such child any more.']));
  const paused = child?.state === 'PAUSED';
  for (const name of ['restart', 'pause', 'move', 'unpin', 'terminate']) {
    parts[name].disabled = !child;
  }
  parts.restart.disabled ||= paused;
  parts.move.disabled ||= model.members.length < 2;
  parts.pause.textContent = paused ? 'Resume' : 'Pause';
  parts.rest.replaceChildren(...(child ? about(child) : []));
}

function about(child) {
  const explanation = known?.explanation;
  return [
    child.reason ? section(child.state === 'RUNNING' ? 'Last error' : 'Reason', el('p', {class: 'error', text: child.reason})) : null,
    known?.problem ? el('p', {class: 'problem', text: known.problem}) : null,
    explanation ? section('Why', ...why(explanation)) : null,
    section('In numbers', facts([
      ['Type', child.type], ['Fencing token', child.token ?? 'none'], ['Revision', child.revision],
      ['Run by its owner', child.incarnation === 0 ? 'not' : child.incarnation + (child.incarnation === 1 ? ' time' : ' times')]])),
    known?.events ? section('History', history(known)) : null,
    known?.spec ? section('Spec', el('pre', {tabindex: 0, text: JSON.stringify(known.spec, null, 2)})) : null,
  ].filter(Boolean);
}

const section = (title, ...body) => el('section', {}, el('h3', {text: title}), ...body);

const facts = pairs => el('dl', {}, ...pairs.flatMap(([name, value]) => [el('dt', {text: name}), el('dd', {text: value})]));

function why(explanation) {
  return [
    el('p', {text: explanation.why}),
    explanation.waitsFor ? el('p', {text: 'Waits for ' + explanation.waitsFor}) : null,
    Object.keys(explanation.elsewhere).length > 0
      ? facts(Object.entries(explanation.elsewhere).map(([node, reason]) => ['Not on ' + node, reason]))
      : null,
  ].filter(Boolean);
}

/** What the znodes tell, and what the console has seen, in one order. */
function history(known) {
  const told = (known.explanation?.transitions ?? []).map(transition => ({at: new Date(transition.at), text: transition.what}));
  const seen = known.events.map(event => ({at: new Date(event.at), text: 'seen: ' + words(event.kind)
    + (event.node ? ' on ' + event.node : '') + (event.from ? ', before on ' + event.from : '')
    + (event.reason ? ' (' + event.reason + ')' : '')}));
  const all = [...told, ...seen].sort((a, b) => a.at - b.at);
  return el('ol', {class: 'history'}, ...all.map(entry =>
    el('li', {}, el('time', {text: time(entry.at), datetime: entry.at.toISOString()}), el('span', {text: entry.text}))));
}
