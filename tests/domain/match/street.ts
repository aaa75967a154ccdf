import type { MatchContext, NearbyAsset, Observation, ObservedKind } from '#domain/match/observation.ts';
import { defaultPriors } from '#domain/match/priors.ts';

/** A corner of a street to match in: metres east and north of a corner, turned into degrees. */
export const at = (eastM: number, northM: number) => ({ lon: 121.45 + eastM / 95_080, lat: 31.2 + northM / 111_195 });

export const anAsset = (id: string, eastM: number, northM: number, rest: Partial<NearbyAsset> = {}): NearbyAsset => ({
  id,
  classCode: '0105',
  className: { zh: '电力井盖', en: 'Power well' },
  ...at(eastM, northM),
  distanceM: null,
  positionAccuracyM: 1,
  ownerId: 'power',
  ownerConfidence: 0.95,
  maintainerId: null,
  status: 'intact',
  roadName: '斜土路',
  shape: 'round',
  material: 'ductile_iron',
  lettering: null,
  locationKind: 'carriageway',
  ...rest,
});

export const telecom = { classCode: '0107', className: { zh: '通信井盖', en: 'Telecom well' }, ownerId: 'telecom-a' };
export const lamp = { classCode: '0118', className: { zh: '路灯', en: 'Street lamp' }, ownerId: 'lamps', shape: null, material: null };
export const grate = { classCode: '0104', className: { zh: '雨水箅子', en: 'Gully grate' }, ownerId: 'drainage', shape: 'rectangular' };

export const context: MatchContext = {
  classWords: [
    { code: '0103', words: ['雨水井', '雨水', '下水道'], isWell: true },
    { code: '0104', words: ['雨水箅子', '箅子', 'gully grate', 'gully'], isWell: true },
    { code: '0105', words: ['电力井', '电缆井', 'power'], isWell: true },
    { code: '0107', words: ['通信井', '电信井', 'telecom'], isWell: true },
    { code: '0111', words: ['燃气井', '煤气', 'gas'], isWell: true },
    { code: '0118', words: ['路灯', '灯杆', 'lamp'], isWell: false },
  ],
  unitWords: [
    { unitId: 'power', words: ['电力', '供电'] },
    { unitId: 'telecom-a', words: ['电信', 'telecom'] },
    { unitId: 'telecom-b', words: ['移动'] },
    { unitId: 'lamps', words: ['路灯'] },
  ],
  priors: defaultPriors,
};

export const brokenCover: ObservedKind = { about: 'well', assetClasses: [], isHazard: true, assetStatus: 'damaged' };

export const anObservation = (rest: Partial<Observation> = {}): Observation => ({
  position: at(0, 0),
  accuracyM: 10,
  text: '',
  address: null,
  plate: null,
  kind: null,
  ...rest,
});
