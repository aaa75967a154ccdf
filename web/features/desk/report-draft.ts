import { parsePlate } from '#domain/asset-id.ts';
import type { MatchRequest } from '#domain/contract/match.ts';
import type { ReportRequest } from '#domain/contract/reports.ts';
import type { Answer, Point } from '#domain/contract/terms.ts';
import { readFragment } from '#domain/plate-reading.ts';
import { defined } from '../../staff/defined.ts';

export interface ReportDraft {
  readonly kind: string | undefined;
  readonly text: string;
  readonly address: string;
  /** The agent wrote in the address's field, or emptied it: what the caller is heard to say fills it no more. */
  readonly isAddressOwn: boolean;
  readonly plate: string;
  readonly callerName: string;
  readonly callerPhone: string;
  readonly someoneHurt: boolean;
  /** What the caller answered when the program asked, and the place that it was about. */
  readonly answers: { readonly at: string; readonly given: readonly Answer[] };
}

export const blankReport: ReportDraft = {
  kind: undefined,
  text: '',
  address: '',
  isAddressOwn: false,
  plate: '',
  callerName: '',
  callerPhone: '',
  someoneHurt: false,
  answers: { at: '', given: [] },
};

/** A pin rougher than this, in metres, could mean any of a dozen wells. */
export const roughM = 50;

const shortestAddress = 3;

/** Metres that a tap at this zoom is good for: a few pixels of the map, and never better than a person can tell. */
export const accuracyAt = (zoom: number): number => Math.min(2000, Math.max(8, Math.round(12 * 2 ** (17 - zoom))));

const placeOf = (draft: ReportDraft, pin: Point | null, zoom: number) => {
  const address = draft.address.trim().length >= shortestAddress ? draft.address.trim() : undefined;
  // Half a number is heard beside a place; alone it is none.
  const isHeard = parsePlate(draft.plate).ok || ((pin !== null || address !== undefined) && readFragment(draft.plate) !== null);
  return defined({
    position: pin ? { lon: pin.lon, lat: pin.lat } : undefined,
    accuracyM: pin ? accuracyAt(zoom) : undefined,
    address,
    plate: isHeard ? draft.plate.trim() : undefined,
  });
};

type Told = Pick<MatchRequest, 'position' | 'address' | 'plate'>;

/** One and the same for as long as one place is told, however rough; what is asked and answered is about it. */
export const placeKey = ({ position, address, plate }: Told): string => JSON.stringify([position, address, plate]);

/** One less than a request takes: that nobody shows a photo is answered beside them. */
const mostAnswers = 7;

/** What the caller answered so far about the place as it is told now. */
export const withAnswers = (draft: ReportDraft, pin: Point | null, given: readonly Answer[]): Pick<ReportDraft, 'answers'> => ({
  answers: { at: placeKey(placeOf(draft, pin, 0)), given: given.slice(-mostAnswers) },
});

/** What was answered about another place counts nothing here; told once more, that place has its answers again. */
export const answersHere = (draft: ReportDraft, pin: Point | null): readonly Answer[] =>
  draft.answers.at === placeKey(placeOf(draft, pin, 0)) ? draft.answers.given : [];

/** Nobody shows a photo over the telephone: that question is not worth asking. */
const noPhoto: Answer = { ask: 'photo', answer: 'unknown' };

/** What can be asked of the matcher so far; null until some place is known. */
export const matchRequestOf = (draft: ReportDraft, pin: Point | null, zoom: number): MatchRequest | null => {
  const place = placeOf(draft, pin, zoom);
  if (!place.position && !place.address && !place.plate) return null;
  return { ...place, ...defined({ text: draft.text.trim(), kind: draft.kind, answers: [noPhoto, ...answersHere(draft, pin)] }) };
};

export type Picked = string | 'not-listed' | null;

/** The report as it is sent; a plate that is mistyped is sent too: beside a place it is heard, and without one the API says what is wrong with it. */
export const reportRequestOf = (draft: ReportDraft & { kind: string }, pin: Point | null, zoom: number, picked: Picked): ReportRequest => {
  const answers = answersHere(draft, pin);
  return {
    kind: draft.kind,
    channel: 'hotline',
    ...placeOf(draft, pin, zoom),
    ...defined({
      plate: draft.plate.trim(),
      text: draft.text.trim(),
      someoneHurt: draft.someoneHurt || undefined,
      answers: answers.length > 0 ? [...answers] : undefined,
      assetId: picked !== null && picked !== 'not-listed' ? picked : undefined,
      notListed: picked === 'not-listed' ? true : undefined,
      contact: draft.callerName.trim() || draft.callerPhone.trim() ? defined({ name: draft.callerName.trim(), phone: draft.callerPhone.trim() }) : undefined,
    }),
  };
};
