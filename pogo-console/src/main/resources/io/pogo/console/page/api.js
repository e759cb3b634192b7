// The way to the server. The token travels in a header, which no other page can make a browser send.

const API = '/api/v1';
const KEY = 'pogo-token';
const SILENCE = 25_000;
let woken = () => {};
/** The access that the token gives, 'full' or 'read-only'; null where there is no token, or the server does not take it. */
let access = null;

/** The part after the # never leaves the browser; it is taken out of the address at once. */
export function takeToken() {
  const match = /^#token=(.+)$/.exec(location.hash);
  if (match) {
    sessionStorage.setItem(KEY, decodeURIComponent(match[1]));
    history.replaceState(null, '', location.pathname + location.search);
  }
}

export const hasToken = () => sessionStorage.getItem(KEY) !== null;

export const isReadOnly = () => access === 'read-only';

export function forgetToken() {
  sessionStorage.removeItem(KEY);
  access = null;
}

async function accessOf(token) {
  const response = await fetch(API + '/token', {headers: {Authorization: 'Bearer ' + token}});
  return response.ok ? (await response.json()).access : null;
}

/**
 * Keeps a token if the server takes it and it gives the access that is needed. Resolves to the access that it gives, or to null
 * if the server does not take it.
 */
export async function tryToken(token, mustBeFull) {
  const given = await accessOf(token);
  if (given === 'full' || (given !== null && !mustBeFull)) {
    sessionStorage.setItem(KEY, token);
    access = given;
    woken();
  }
  return given;
}

function headers(more = {}) {
  const token = sessionStorage.getItem(KEY);
  return token === null ? more : {...more, Authorization: 'Bearer ' + token};
}

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(response.status, body.error ?? 'The console answered with ' + response.status + '.');
  }
  return body;
}

export const get = async path => answer(await fetch(API + path, {headers: headers()}));

export const post = async body => answer(await fetch(API + '/request', {
  method: 'POST', headers: headers({'Content-Type': 'application/json'}), body: JSON.stringify(body)}));

/** Follows the scope for ever: `onMessage(event, data)`; `onState` hears "open", "locked" or "closed". */
export async function follow(onMessage, onState) {
  for (;;) {
    try {
      const abort = new AbortController();
      const response = await fetch(API + '/events', {headers: headers({Accept: 'text/event-stream'}), signal: abort.signal});
      if (response.status === 401) {
        onState('locked');
        await new Promise(resolve => woken = resolve);
        continue;
      }
      if (response.ok) {
        access = hasToken() ? await accessOf(sessionStorage.getItem(KEY)) : null;
        onState('open');
        await read(response.body, onMessage, abort);
      }
    } catch {
      // the server is away, or silent: again, below
    }
    onState('closed');
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

/** Server-sent events are read by hand, since an EventSource can send no header. */
async function read(body, onMessage, abort) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const watchdog = setTimeout(() => abort.abort(), SILENCE);
    const {value, done} = await reader.read().finally(() => clearTimeout(watchdog));
    if (done) {
      return;
    }
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    blocks.forEach(block => dispatch(block, onMessage));
  }
}

function dispatch(block, onMessage) {
  let event = 'message';
  let data = '';
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) {
      event = line.slice(6).trim();
    } else if (line.startsWith('data:')) {
      data += line.slice(5);
    }
  }
  if (data !== '') {
    onMessage(event, JSON.parse(data));
  }
}
