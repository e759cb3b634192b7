// Questions, one at a time, in a modal dialog. Each returns a promise.
import {byId, el} from './dom.js';
import {model} from './model.js';
import {tryToken} from './api.js';

/** Shows a form; resolves to what `read` returns when it is sent, or to null when it is given up. */
function ask(title, body, action, read) {
  const dialog = byId('dialog');
  return new Promise(resolve => {
    const problem = el('p', {class: 'problem', role: 'alert', hidden: true});
    const send = el('button', {type: 'submit', class: action.danger ? 'danger' : '', text: action.text});
    const form = el('form', {onsubmit: async event => {
      event.preventDefault();
      try {
        send.disabled = true;
        const result = await read();
        close(result);
      } catch (e) {
        problem.textContent = e.message;
        problem.hidden = false;
      } finally {
        send.disabled = false;
      }
    }},
    el('h2', {id: 'dialog-title', text: title}), ...body, problem,
    el('div', {class: 'buttons'},
      el('button', {type: 'button', class: 'plain', text: 'Cancel', onclick: () => close(null)}), send));
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

export const confirm = (title, texts, action, danger = false) =>
  ask(title, paragraphs(texts), {text: action, danger}, async () => true);

/** Resolves to true when the server has taken a token. */
export function askToken() {
  const input = el('input', {type: 'password', autocomplete: 'off', required: true, name: 'token'});
  return ask('Steering needs the token', [
    ...paragraphs(['It was printed when the console was started.']), field('Token', input)],
  {text: 'Unlock'}, async () => {
    if (!await tryToken(input.value.trim())) {
      throw new Error('The console does not take that token.');
    }
    return true;
  });
}

/** Resolves to a node id. */
export function askTarget(child) {
  const others = model.members.filter(member => member.id !== child.node);
  const select = el('select', {name: 'node'}, ...others.map(member =>
    el('option', {value: member.id, text: member.id + (member.draining ? ' (draining)' : '')})));
  return ask('Move ' + child.id, [
    ...paragraphs(['It stops where it is before it starts there, and stays there until it is unpinned or that node is gone.']),
    field('To', select)], {text: 'Move'}, async () => select.value);
}

/** Resolves to a spec. */
export function askSpec() {
  const id = el('input', {name: 'id', required: true, maxlength: 200, autocomplete: 'off'});
  const types = [...new Set(model.members.flatMap(member => member.types))].sort();
  const type = el('input', {name: 'type', required: true, maxlength: 200, list: 'known-types', autocomplete: 'off'});
  const restart = el('select', {name: 'restart'}, ...['permanent', 'transient', 'temporary'].map(text => el('option', {text})));
  const given = el('textarea', {name: 'arguments', rows: 3, placeholder: 'ip=10.0.0.1', spellcheck: 'false'});
  return ask('Start a child', [
    field('Id', id), field('Type', type),
    el('datalist', {id: 'known-types'}, ...types.map(value => el('option', {value}))),
    field('Restart', restart), field('Arguments, one a line; no secrets', given)],
  {text: 'Start'}, async () => ({id: id.value, type: type.value, restart: restart.value, arguments: pairs(given.value)}));
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
