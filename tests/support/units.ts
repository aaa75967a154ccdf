import type { NetworkUnit } from '#domain/contract/network-units.ts';
import type { App } from '../../api/app.ts';
import type { Username } from './city.ts';
import { as } from './thread.ts';

export const url = '/api/v1/network-units';

const form = {
  name: { zh: '北区电力', en: 'Power North' },
  parentId: null,
  placeCode: '990000',
  alsoPlaces: [],
  words: [],
  phone: null,
  hours: null,
  why: '成立',
};

/** A unit as the page that changes it sends it back. */
export const asGiven = ({ name, parent, place, alsoPlaces, words, phone, hours }: NetworkUnit) => ({
  ...{ name, parentId: parent?.id ?? null, placeCode: place.code, alsoPlaces: alsoPlaces.map(({ code }) => code), words, phone, hours },
});

export const codeOf = (reply: { json: <T>() => T }) => reply.json<{ code: string; field?: string }>();

/** The units of an app that is started later, as an administrator keeps them. */
export const unitsOf = (app: () => App) => {
  const ask = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, who: Username = 'administrator') =>
    app().inject({ method, url: `${url}${path}`, headers: await as(app(), who), ...(payload ? { payload } : {}) });
  const read = async (id: string): Promise<NetworkUnit> => (await ask('GET', `/${id}`)).json<NetworkUnit>();
  return {
    ask,
    read,
    add: (id: string, part: object = {}) => ask('POST', '', { id, kind: 'trade', ...form, ...part }),
    change: async (id: string, part: object, who?: Username) => {
      const unit = await read(id);
      return ask('PUT', `/${id}`, { ...asGiven(unit), version: unit.version, why: '调整', ...part }, who);
    },
    close: async (id: string, successorId: string, who?: Username) =>
      ask('POST', `/${id}/close`, { version: (await read(id)).version, successorId, why: '改制' }, who),
  };
};
