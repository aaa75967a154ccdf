import Type, { type Static } from 'typebox';
import { Email, Mobile } from './people.ts';
import { route } from './route.ts';
import { Name, Nullable, OrderState, words } from './terms.ts';

const Channel = words('page', 'email', 'sms');
const kinds = [
  'danger-call',
  'call-moved',
  'call-off',
  'crew-sent',
  'new-order',
  'handed',
  'returned',
  'to-decide',
  'taken-back',
  'asset-chosen',
  'rework',
  'due-soon',
  'overdue',
  'time-asked',
  'time-answered',
  'resumed',
  'to-call-back',
  'billed',
  'case-yours',
  'settled',
  'disputed',
  'case-left',
  'supervised',
  'calendar-missing',
  'subscribed-order',
  'subscribed-class',
  'claim-waiting',
  'claim-decided',
] as const;
const Kind = words(...kinds);

const Notice = Type.Object({
  id: Type.String(),
  kind: Kind,
  orderId: Nullable(Type.String({ description: 'null: it is about a public notice' })),
  publicNoticeId: Nullable(Type.String({ description: 'Of a well that nobody owns' })),
  assetId: Nullable(Type.String({ description: 'The well of the public notice' })),
  unit: Nullable(Type.Unsafe<Static<typeof Name>>({ ...Name, description: 'Who claims that well, where a claim is told of' })),
  state: Nullable(Type.Unsafe<OrderState>({ ...OrderState, description: 'Where the order stood after what is told; null: it is about a public notice' })),
  at: Type.String(),
  readAt: Nullable(Type.String()),
});
export type Notice = Static<typeof Notice>;
const Notices = Type.Object({ notices: Type.Array(Notice), unread: Type.Integer() });

export const listNotices = route({
  name: 'listNotices',
  method: 'GET',
  path: '/api/v1/notices',
  access: 'signed-in',
  csrf: false,
  summary: 'What one was told of lately, newest first, and how much of it is unread',
  reply: { 200: Notices },
});

export const readNotices = route({
  name: 'readNotices',
  method: 'POST',
  path: '/api/v1/notices/read',
  access: 'signed-in',
  csrf: true,
  summary: 'Marks as read what was told up to a notice',
  body: Type.Object({ upTo: Type.String({ pattern: '^\\d{1,18}$' }) }, { additionalProperties: false }),
  reply: { 200: Notices },
});

const Choice = Type.Object({ kind: Kind, channels: Type.Array(Channel, { maxItems: 3, uniqueItems: true }) }, { additionalProperties: false });
const Choices = Type.Object({
  email: Nullable(Email),
  mobile: Nullable(Mobile),
  language: words('zh', 'en'),
  choices: Type.Array(Choice, { maxItems: kinds.length }),
});
export type Choices = Static<typeof Choices>;
const ChoicesTold = Type.Interface([Choices], {
  sent: Type.Array(words('email', 'sms'), { description: 'By which of these the service sends at all: a city connects its mail server and its SMS provider' }),
});
export type ChoicesTold = Static<typeof ChoicesTold>;

export const getNoticeChoices = route({
  name: 'getNoticeChoices',
  method: 'GET',
  path: '/api/v1/account/notices',
  access: 'signed-in',
  csrf: false,
  summary: 'By which channels one is told of what; each kind that a role of theirs can be sent, the standard where one did not choose',
  reply: { 200: ChoicesTold },
});

export const putNoticeChoices = route({
  name: 'putNoticeChoices',
  method: 'PUT',
  path: '/api/v1/account/notices',
  access: 'signed-in',
  csrf: true,
  summary: 'Chooses channels for each kind named, and the addresses and language to be told in',
  body: Type.Object({ ...Choices.properties }, { additionalProperties: false }),
  reply: { 200: ChoicesTold },
});
