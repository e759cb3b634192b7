// Questions, one at a time, in a modal dialog. Each returns a promise.
import {byId, el} from './dom.js';
import {model} from './model.js';
import {tryToken} from './api.js';

/** Thrown where somebody gave a question up: what was asked before stays open. */
export class GivenUp extends Error {}

/**
 * Shows a form; resolves to what `send` resolves to, or to null when it is given up. It stays open, with what was typed, until
 * `send` has succeeded.
 */
function ask(dialog, title, body, action, send) {
  return new Promise(resolve => {
    const problem = el('p', {class: 'problem', role: 'alert', hidden: true});
    const button = el('button', {type: 'submit', class: action.danger ? 'danger' : '', text: action.text});
    const id = dialog.getAttribute('aria-labelledby');
    let busy = false;
    const form = el('form', {onsubmit: async event => {
      event.preventDefault();
      if (busy) {
        return;
      }
      busy = true;
      button.setAttribute('aria-busy', 'true');
      problem.hidden = true;
      try {
        close(await send());
      } catch (e) {
        if (!(e instanceof GivenUp)) {
          problem.textContent = e.message;
          problem.hidden = false;
        }
      } finally {
        busy = false;
        button.removeAttribute('aria-busy');
      }
    }},
    el('h2', {id, text: title}), ...body, problem,
    el('div', {class: 'buttons'},
      el('button', {type: 'button', class: 'plain', text: 'Cancel', onclick: () => close(null)}), button));
    const onCancel = event => {
      event.preventDefault();
      close(null);
    };
    const close = result => {
      dialog.removeEventListener('cancel', onCancel);
      dialog.close();
      dialog.replaceChildren();
      resolve(result);
    };
    dialog.addEventListener('cancel', onCancel);
    dialog.replaceChildren(form);
    dialog.showModal();
  });
}

const paragraphs = texts => texts.map(text => el('p', {text}));

const field = (label, input) => el('label', {class: 'field'}, el('span', {text: label}), input);

/** A text may be a promise of one: it is shown when it is known. */
export function confirm(title, texts, action, send, danger = false) {
  const lines = texts.map(text => {
    const line = el('p', {text: typeof text === 'string' ? text : '…'});
    if (typeof text !== 'string') {
      text.then(known => line.textContent = known);
    }
    return line;
  });
  return ask(byId('dialog'), title, lines, {text: action, danger}, send);
}

/**
 * Resolves to true when the server has taken a token, with full access if that is needed; stands before another question if
 * there is one.
 */
export function askToken(mustBeFull = false) {
  const input = el('input', {type: 'password', autocomplete: 'off', required: true, name: 'token'});
  return ask(byId('token-dialog'), mustBeFull ? 'Steering needs a token with full access' : 'The console needs a token', [
    ...paragraphs(['It was printed when the console was started, or is given to you by who runs it.']), field('Token', input)],
  {text: 'Unlock'}, async () => {
    const access = await tryToken(input.value.trim(), mustBeFull);
    if (access === null) {
      throw new Error('The console does not take that token.');
    }
    if (mustBeFull && access !== 'full') {
      throw new Error('That token is read-only.');
    }
    return true;
  });
}

/** `send` gets a node id. */
export function askTarget(child, send) {
  const others = model.members.filter(member => member.id !== child.node);
  const select = el('select', {name: 'node'}, ...others.map(member =>
    el('option', {value: member.id, text: member.id + (member.draining ? ' (draining)' : '')})));
  return ask(byId('dialog'), 'Move ' + child.id, [
    ...paragraphs(['It stops where it is before it starts there, and stays there until it is unpinned or that node is gone.']),
    field('To', select)], {text: 'Move'}, () => send(select.value));
}

/** `send` gets a spec. */
export function askSpec(send) {
  const id = el('input', {name: 'id', required: true, maxlength: 200, autocomplete: 'off'});
  const types = [...new Set(model.members.flatMap(member => member.types))].sort();
  const type = el('input', {name: 'type', required: true, maxlength: 200, list: 'known-types', autocomplete: 'off'});
  const restart = el('select', {name: 'restart'}, ...['permanent', 'transient', 'temporary'].map(text => el('option', {text})));
  const given = el('textarea', {name: 'arguments', rows: 3, placeholder: 'ip=10.0.0.1', spellcheck: 'false'});
  return ask(byId('dialog'), 'Start a child', [
    field('Id', id), field('Type', type),
    el('datalist', {id: 'known-types'}, ...types.map(value => el('option', {value}))),
    field('Restart', restart), field('Arguments, one a line; no secrets', given)],
  {text: 'Start'}, async () => send({id: id.value, type: type.value, restart: restart.value, arguments: pairs(given.value)}));
}

function pairs(text) {
  const pairs = {};
  for (const line of text.split('\n').filter(line => line.trim() !== '')) {
    const at = line.indexOf('=');
    if (at < 1) {
      throw new Error('"' + line + '" is not name=value.');
    }
    pairs[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return pairs;
}
