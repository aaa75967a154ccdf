import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportStory } from '#domain/contract/reports.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { ChangeDraft, Draft } from './draft.ts';
import { sendOrKeep } from './send-or-keep.ts';
import { attemptFor, reportOf } from './send-report.ts';

/** What is wrong, by the step that can mend it. */
export interface ReportErrors {
  readonly place?: string;
  readonly kind?: string;
  readonly text?: string;
  readonly phone?: string;
  readonly name?: string;
  readonly other?: string;
}

interface Sending {
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly aboutAsset: boolean;
  readonly onSent: (story: ReportStory) => void;
  /** Without a signal it waits on this phone. */
  readonly onKept: () => void;
  readonly clear: () => void;
}

const stepOf = (field: string): keyof ReportErrors => {
  if (/^(position|address|plate|accuracyM|assetId)/.test(field)) return 'place';
  if (field === 'kind' || field === 'text') return field;
  if (field === 'contact/phone') return 'phone';
  return field === 'contact/name' ? 'name' : 'other';
};

/** Photos that went up before the refusal have the names they were given there. */
const withNames = (photos: Draft['photos'], error: unknown): Draft['photos'] => {
  const names: unknown = error instanceof ProblemError && 'photoIds' in error ? error.photoIds : [];
  return Array.isArray(names) ? photos.map((photo, i) => ({ ...photo, id: String(names[i] ?? photo.id) })) : photos;
};

/** Sends the report once however often it is pressed; on a refusal everything stays, and each error goes to its step. */
export const useSending = ({ draft, change, aboutAsset, onSent, onKept, clear }: Sending) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [sending, setSending] = useState(false);
  const [missing, setMissing] = useState<'place' | 'kind' | null>(null);
  const [refused, setRefused] = useState<unknown>(null);

  const send = async (): Promise<'place' | 'kind' | null> => {
    const lacks = draft.place === null ? 'place' : draft.kind === null ? 'kind' : null;
    setMissing(lacks);
    setRefused(null);
    if (lacks || draft.kind === null) return lacks;
    const report = reportOf(draft, draft.kind, aboutAsset);
    const attempt = attemptFor(draft, report);
    change({ attempt });
    setSending(true);
    try {
      const story = await sendOrKeep({ ...draft, attempt }, report, attempt.key, new Date().toISOString());
      clear();
      if (story) onSent(story);
      else onKept();
    } catch (error) {
      change((before) => ({ photos: withNames(before.photos, error) }));
      setRefused(error);
    } finally {
      setSending(false);
    }
    return null;
  };

  const step = refused instanceof ProblemError ? stepOf(refused.problem.field ?? '') : 'other';
  const errors: ReportErrors = {
    ...(missing === 'place' && draft.place === null ? { place: t('report.place.missing') } : {}),
    ...(missing === 'kind' && draft.kind === null ? { kind: t('report.kind.missing') } : {}),
    ...(refused === null ? {} : { [step]: wordProblem(refused, language) }),
  };
  return { send, sending, errors };
};
