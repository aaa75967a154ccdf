import sharp from 'sharp';
import type { Things } from '../api/people/route-by-role.rows.ts';
import { signIn, type TestApp } from './app.ts';
import { aPerson, aWell } from './builders.ts';
import { password } from './city.ts';
import type { Call } from './nearly-right.ts';
import { aPhoto, as, orderOf, report } from './thread.ts';

const form = (name: string, file: string, type: string, bytes: string): Pick<Call, 'payload' | 'headers'> => ({
  headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  payload: `--edge\r\nContent-Disposition: form-data; name="source"\r\n\r\nfuzz\r\n--edge\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\nContent-Type: ${type}\r\n\r\n${bytes}\r\n--edge--\r\n`,
});
const census = '编号,经度,纬度,类别\r\n1,120.011,30.011,0105\r\n2,120.012,30.012,0105\r\n';

export interface Ground {
  readonly things: Things;
  /** Texts that mean something in this city. */
  readonly known: readonly string[];
  /** Calls that a route takes, where those of the table of routes and roles are only let through. */
  readonly right: Readonly<Record<string, readonly Call[]>>;
}

const post = async (test: TestApp, who: Record<string, string>, url: string, payload: object): Promise<void> => {
  const reply = await test.app.inject({ method: 'POST', url, headers: who, payload });
  if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.body}`);
};

/** A city in which each kind of thing stands once, numbered 1 or 2, so that a number that is drawn often opens something. */
export const layGround = async (test: TestApp): Promise<Ground> => {
  const [assetId, ownerless, unclaimed] = [
    await aWell(test.database.pool),
    await aWell(test.database.pool, { lon: 120.012, ownerId: null, maintainerId: null }),
    await aWell(test.database.pool, { lon: 120.014, ownerId: null, maintainerId: null }),
  ];
  const photoId = await aPhoto(test.app);
  const story = await report(test.app, { plate: assetId, channel: 'plate', photoIds: [photoId] });
  const order = await orderOf(test.app, story);
  const personId = await aPerson(test.database.pool, 'somebody-there', [{ role: 'dispatcher', placeCode: '990101' }]);
  const registrar = await as(test.app, 'registrar');
  await post(test, registrar, '/api/v1/ownership-notices', { assetId: ownerless });
  const clerk = await signIn(test.app, 'clerk-power');
  await post(test, clerk, '/api/v1/webhooks', { name: 'ours', url: 'https://unit.example/hook', actions: [] });
  const jpeg = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  const upload = { method: 'POST', url: '/api/v1/imports', ...form('file', 'census.csv', 'text/csv', Buffer.from(census).toString('latin1')) } as const;
  const taken = await test.app.inject({ ...upload, payload: Buffer.from(upload.payload as string, 'latin1'), headers: { ...upload.headers, ...registrar } });
  if (taken.statusCode >= 300) throw new Error(taken.body);
  return {
    things: { assetId, photoId, personId, orderId: order.id, reportNumber: story.number },
    known: [
      ...[assetId, ownerless, photoId, story.number, order.id, personId, password, '1', '2', 'power', 'water', 'centre-990101001'],
      ...['990000', '990101', '990101001', 'cover_missing', 'noise', 'sign', '0105', 'https://unit.example/hook'],
    ],
    right: {
      createPhoto: [{ method: 'POST', url: '/api/v1/photos', ...form('photo', 'a.jpg', 'image/jpeg', jpeg.toString('latin1')) }],
      createImport: [upload],
      publishNotice: [{ method: 'POST', url: '/api/v1/ownership-notices', payload: { assetId: unclaimed } }],
      claimWell: [{ method: 'POST', url: '/api/v1/ownership-notices/1/claims', payload: { unitId: 'power', note: 'ours', photoIds: [photoId] } }],
      createWebhook: [{ method: 'POST', url: '/api/v1/webhooks', payload: { name: 'mine', url: 'https://unit.example/hook', actions: [] } }],
      actOnOrder: [{ method: 'POST', url: `/api/v1/orders/${order.id}/sign`, payload: { version: order.version } }],
      changePassword: [{ method: 'PUT', url: '/api/v1/account/password', payload: { current: password, password: 'another horse battery' } }],
      beginSecondFactor: [{ method: 'POST', url: '/api/v1/account/second-factor', payload: { password } }],
      replaceCover: [
        {
          method: 'POST',
          url: `/api/v1/assets/${assetId}/cover`,
          payload: { version: 1, cover: { shape: 'round', sizeMm: 700, material: 'ductile_iron', loadClass: 'D400' } },
        },
      ],
    },
  };
};
