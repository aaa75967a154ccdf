import type { Row } from './city-rows.ts';
import type { DrawnReport, SaidPhoto } from './drawn-report.ts';
import type { Draws } from './random.ts';
import type { StatedCity } from './stated-city.ts';

type Pin = DrawnReport['pin'];

/** From the thing to where one stands who looks at it that way; without a direction one may stand anywhere round it. */
const standing = ({ model: { photo } }: StatedCity, directionDeg: number | null) => {
  if (directionDeg === null) return { dx: 0, dy: 0, spreadM: photo.anyWaySpreadM };
  const way = (directionDeg * Math.PI) / 180;
  return { dx: -photo.aheadM * Math.sin(way), dy: -photo.aheadM * Math.cos(way), spreadM: photo.aheadSpreadM };
};

const besideRecordM = ({ model }: StatedCity, row: Row, offM: number) => Math.hypot(offM, row.accuracyM / model.surveyPerSigma);

const phoneSpread = (phone: { readonly times: number; readonly atLeastM: number }, accuracyM: number) => Math.max(phone.times * accuracyM, phone.atLeastM);

const drawAccuracy = ({ model }: StatedCity, draws: Draws, nominalM: number) =>
  Math.max(1, Math.round(nominalM * Math.exp(draws.normal(model.accuracySpread)) * 10) / 10);

/** A pin, or none, and a photo of the same thing: mostly both of one fix of the phone. */
export const drawPhoto = (city: StatedCity, draws: Draws, nominalM: number | null, row: Row, offM: number): { pin: Pin; photo: SaidPhoto } => {
  const { model } = city;
  const record = besideRecordM(city, row, offM);
  const [x, y] = [row.x + draws.normal(record), row.y + draws.normal(record)];
  const accuracyM = drawAccuracy(city, draws, nominalM ?? model.photo.nominalM);
  const fix = () => {
    const spread = phoneSpread(draws.weighted(model.phones.map((one) => [one, one.share] as const)), accuracyM);
    return { dx: draws.normal(spread), dy: draws.normal(spread) };
  };
  const ofPin = fix();
  const ofPhoto = nominalM !== null && draws.chance(model.photo.sameFix) ? ofPin : fix();
  const directionDeg = draws.chance(model.photo.direction) ? Math.floor(draws.next() * 360) : null;
  const { dx, dy, spreadM } = standing(city, directionDeg);
  const photo = {
    x: x + dx + ofPhoto.dx + draws.normal(spreadM),
    y: y + dy + ofPhoto.dy + draws.normal(spreadM),
    accuracyM,
    directionDeg,
    isDatumNamed: draws.chance(model.photo.datumNamed),
  };
  return { pin: nominalM === null ? null : { x: x + ofPin.dx, y: y + ofPin.dy, accuracyM }, photo };
};

const normal = (dx: number, dy: number, variance: number) => Math.exp(-(dx * dx + dy * dy) / 2 / variance) / (2 * Math.PI * variance);

/** How likely both places are as they are when the row is meant: that it lies beside its record moves both alike. */
export const photoDensity = (city: StatedCity, pin: Pin, photo: SaidPhoto, row: Row, offM: number): number => {
  const { phones, photo: stated } = city.model;
  const { dx, dy, spreadM } = standing(city, photo.directionDeg);
  const record = besideRecordM(city, row, offM) ** 2;
  const [atX, atY] = [photo.x - dx, photo.y - dy];
  const ofPhones = (x: number, y: number, more: number) =>
    phones.reduce((sum, phone) => sum + phone.share * normal(x, y, phoneSpread(phone, photo.accuracyM) ** 2 + spreadM ** 2 + more), 0);
  if (pin === null) return ofPhones(atX - row.x, atY - row.y, record);
  const sameFix = stated.sameFix * normal(atX - pin.x, atY - pin.y, spreadM ** 2);
  return phones.reduce((sum, phone) => {
    const fix = phoneSpread(phone, pin.accuracyM) ** 2;
    const known = record / (record + fix); // so much of how far the pin lies off is the record's own fault
    const apart = ofPhones(atX - row.x - known * (pin.x - row.x), atY - row.y - known * (pin.y - row.y), known * fix);
    return sum + phone.share * normal(pin.x - row.x, pin.y - row.y, record + fix) * (sameFix + (1 - stated.sameFix) * apart);
  }, 0);
};
