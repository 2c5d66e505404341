import { type Element, readXml, XmlError } from './xml.ts';

/** The document is one Twilio would refuse. `code` is the number Twilio's debugger shows for it. */
export class TwimlError extends Error {
  override readonly name = 'TwimlError';
  readonly code: number;
  constructor(code: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

type Allowed = (value: string) => boolean;
interface Rule {
  readonly attributes: Readonly<Record<string, Allowed>>;
  readonly children: readonly string[];
  readonly text: 'none' | 'optional' | 'required';
}

const oneOf =
  (...values: readonly string[]): Allowed =>
  (value) =>
    values.includes(value);
const someOf =
  (...values: readonly string[]): Allowed =>
  (value) =>
    value.split(' ').every((word) => values.includes(word));
const whole =
  (least: number, most: number): Allowed =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
const address: Allowed = (value) =>
  /^https?:\/\/|^\//.test(value) && URL.canParse(value, 'https://document.example');
const flag = oneOf('true', 'false');
// Twilio could also ask with GET; this stand-in only posts.
const method = oneOf('POST');
const recordingEvents = someOf('in-progress', 'completed', 'absent');
const any: Allowed = (value) => value !== '';
const trim = oneOf('trim-silence', 'do-not-trim');

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  [
    'Response',
    {
      attributes: {},
      children: ['Say', 'Play', 'Pause', 'Dial', 'Record', 'Redirect', 'Hangup', 'Reject'],
      text: 'none',
    },
  ],
  [
    'Say',
    {
      attributes: {
        voice: any,
        language: (value) => /^[a-z]{2,3}(-[A-Za-z]{2,3})*$/.test(value),
        loop: whole(0, 1000),
      },
      children: [],
      text: 'required',
    },
  ],
  [
    'Play',
    {
      attributes: { loop: whole(0, 1000), digits: (value) => /^[\dwW*#]+$/.test(value) },
      children: [],
      text: 'optional',
    },
  ],
  ['Pause', { attributes: { length: whole(1, 600) }, children: [], text: 'none' }],
  [
    'Dial',
    {
      attributes: {
        action: address,
        method,
        timeout: whole(1, 600),
        timeLimit: whole(1, 86_400),
        hangupOnStar: flag,
        callerId: any,
        answerOnBridge: flag,
        ringTone: any,
        record: oneOf(
          'do-not-record',
          'record-from-answer',
          'record-from-ringing',
          'record-from-answer-dual',
          'record-from-ringing-dual',
          'true',
          'false',
        ),
        trim,
        recordingTrack: oneOf('both', 'inbound', 'outbound'),
        recordingStatusCallback: address,
        recordingStatusCallbackMethod: method,
        recordingStatusCallbackEvent: recordingEvents,
      },
      children: ['Number'],
      text: 'optional',
    },
  ],
  [
    'Number',
    {
      attributes: {
        url: address,
        method,
        sendDigits: (value) => /^[\dw*#]+$/.test(value),
        statusCallback: address,
        statusCallbackMethod: method,
        statusCallbackEvent: someOf('initiated', 'ringing', 'answered', 'completed'),
      },
      children: [],
      text: 'required',
    },
  ],
  [
    'Record',
    {
      attributes: {
        action: address,
        method,
        timeout: whole(0, 3_600),
        finishOnKey: (value) => /^[\d*#]*$/.test(value),
        maxLength: whole(1, 14_400),
        playBeep: flag,
        trim,
        transcribe: flag,
        transcribeCallback: address,
        recordingStatusCallback: address,
        recordingStatusCallbackMethod: method,
        recordingStatusCallbackEvent: recordingEvents,
      },
      children: [],
      text: 'none',
    },
  ],
  ['Redirect', { attributes: { method }, children: [], text: 'required' }],
  ['Hangup', { attributes: {}, children: [], text: 'none' }],
  ['Reject', { attributes: { reason: oneOf('rejected', 'busy') }, children: [], text: 'none' }],
]);

const longestSpeech = 4_096;
const dialable = /^\+?[\d\s().-]{3,25}$/;

const checkElement = (element: Element, parent: string): void => {
  const where = `<${element.name}>`;
  const rule = rules.get(element.name);
  if (!rule) throw new TwimlError(12200, `${where} inside <${parent}> is nothing this stand-in plays`);
  for (const [name, value] of Object.entries(element.attributes)) {
    // Object.hasOwn, or an attribute called `constructor` would find a rule.
    const allowed = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined;
    if (!allowed) throw new TwimlError(12200, `${where} has no attribute ${name}`);
    if (!allowed(value)) throw new TwimlError(12200, `${where} ${name} has a value Twilio does not take`);
  }
  const text = element.text.trim();
  if (rule.text === 'none' && text !== '') throw new TwimlError(12200, `${where} holds text`);
  if (rule.text === 'required' && text === '') throw new TwimlError(12200, `${where} is empty`);
  if (element.name === 'Say' && element.text.length > longestSpeech)
    throw new TwimlError(13520, `<Say> holds more than ${longestSpeech} characters`);
  if (element.name === 'Number' && !dialable.test(text))
    throw new TwimlError(13224, '<Number> holds no telephone number');
  if (element.name === 'Dial' && (element.children.length === 0 ? !dialable.test(text) : text !== ''))
    throw new TwimlError(13223, '<Dial> holds no telephone number');
  if (element.name === 'Dial' && element.children.length > 1)
    throw new TwimlError(12200, '<Dial> rings several numbers, and this stand-in rings one at a time');
  for (const child of element.children) {
    if (!rule.children.includes(child.name))
      throw new TwimlError(12200, `<${child.name}> is not allowed inside ${where}`);
    checkElement(child, element.name);
  }
};

/** The verbs of a TwiML document, in order. Throws TwimlError for what Twilio would refuse. */
export const readTwiml = (body: string): readonly Element[] => {
  let root: Element;
  try {
    root = readXml(body);
  } catch (error) {
    if (error instanceof XmlError)
      throw new TwimlError(12100, `the document is not well-formed: ${error.message}`, { cause: error });
    throw error;
  }
  if (root.name !== 'Response')
    throw new TwimlError(12100, `the document is a <${root.name}>, not a <Response>`);
  checkElement(root, '');
  return root.children;
};
