import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { Grade } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { judgeReport } from '../../client/routes.ts';
import { dropTabDraft } from '../../client/tab-drafts.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useFormat } from '../../client/use-format.ts';
import { useTabDraft } from '../../client/use-tab-draft.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';

const sides = ['speed', 'manner', 'outcome'] as const;
const grades: readonly Grade[] = ['satisfied', 'mostly', 'fair', 'unsatisfied'];
type Given = Partial<Record<(typeof sides)[number], Grade>>;

const Choice = ({
  name,
  of,
  label,
  value,
  onChange,
}: {
  name: string;
  of: readonly string[];
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}) => {
  const { t } = useTranslation();
  return (
    <fieldset className="judge-choice">
      <legend>{label}</legend>
      <div>
        {of.map((one) => (
          <label key={one}>
            <input type="radio" name={name} value={one} checked={value === one} onChange={() => onChange(one)} />
            <span>{t(`progress.judge.${one}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

interface Draft {
  readonly solved: boolean | null;
  readonly given: Given;
  readonly note: string;
  readonly isDangerous: boolean;
}

const blank: Draft = { solved: null, given: {}, note: '', isDangerous: false };
const draftOf = (number: string): string => `judgement-${number}`;

/** Forgets a judgement that was begun, on a device that others use. */
export const dropJudgement = (number: string): void => dropTabDraft(draftOf(number));

const useJudge = (number: string, onJudged: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { solved: boolean; grades?: Required<Given>; note?: string; isDangerous?: boolean }) => call(judgeReport, { params: { number }, body }),
    onSuccess: (story) => {
      onJudged();
      queries.setQueryData(['report', number], story);
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['report', number] }),
  });
};

/** Solved or not; where the work is not checked yet, only what is wrong with it is asked. */
const Solved = ({ isChecked, solved, onChange }: { isChecked: boolean; solved: boolean | null; onChange: (solved: boolean) => void }) => {
  const { t } = useTranslation();
  const value = solved === null ? undefined : solved ? 'solved' : 'notSolved';
  if (isChecked)
    return (
      <Choice name="solved" of={['solved', 'notSolved']} label={t('progress.judge.isSolved')} value={value} onChange={(said) => onChange(said === 'solved')} />
    );
  return (
    <Button aria-pressed={solved === false} onClick={() => onChange(false)}>
      {t('progress.judge.notSolved')}
    </Button>
  );
};

const isWhole = (given: Given): given is Required<Given> => sides.every((side) => given[side] !== undefined);

const Grades = ({ given, onChange }: { given: Given; onChange: (given: Given) => void }) => {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('progress.judge.lead')}</p>
      {sides.map((side) => (
        <Choice
          key={side}
          name={side}
          of={grades}
          label={t(`progress.judge.${side}`)}
          value={given[side]}
          onChange={(value) => onChange({ ...given, [side]: value as Grade })}
        />
      ))}
    </>
  );
};

interface Open {
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly isDangerous: boolean;
  readonly onDangerous: (is: boolean) => void;
}

const NotSolved = ({ note, onNote, isDangerous, onDangerous }: Open) => {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('progress.judge.note')}
        placeholder={t('progress.judge.notePlaceholder')}
        maxLength={2000}
        value={note}
        onChange={(event) => onNote(event.target.value)}
      />
      <label className="judge-danger">
        <input type="checkbox" checked={isDangerous} onChange={(event) => onDangerous(event.target.checked)} />
        <span>{t('progress.judge.dangerous')}</span>
      </label>
    </>
  );
};

/** What is still missing: words where it is not solved, else all three grades. */
const lackOf = (solved: boolean | null, given: Given, note: string): 'noteMissing' | 'gradesMissing' | null => {
  if (solved === false) return note.trim() ? null : 'noteMissing';
  return isWhole(given) ? null : 'gradesMissing';
};

const gradesIn = (judged: ReportStory['judged']): Given => Object.fromEntries(sides.flatMap((side) => (judged?.[side] ? [[side, judged[side]]] : [])));

const titleOf = ({ state, judged }: ReportStory): string => {
  if (state === 'resolved') return 'progress.judge.early';
  return judged?.solved ? 'progress.judge.yours' : 'progress.judge.title';
};

/** That it was heard; of what is not solved, by when it is looked at again. */
const Judged = ({ story: { judged, recheckDueAt, state } }: { story: ReportStory }) => {
  const { t } = useTranslation();
  const { deadline } = useFormat();
  if (judged?.solved !== false || state === 'closed' || state === 'void') return <Notice tone="good">{t('progress.judge.thanks')}</Notice>;
  return <Notice tone="good">{recheckDueAt === null ? t('progress.judge.again') : t('progress.judge.againBy', { at: deadline(recheckDueAt) })}</Notice>;
};

/** The reporter's own word on what was done: solved or not, and speed, manner and outcome apart. */
export const Judge = ({ story }: { story: ReportStory }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  // Who is content already sees what they said, and may change it; who was not is asked anew about what was done since.
  const before = story.judged?.solved ? story.judged : null;
  const [begun] = useState<Draft>(() => (before ? { ...blank, solved: true, given: gradesIn(before) } : blank));
  const { draft, change, clear } = useTabDraft(draftOf(story.number), begun);
  const { solved, given, note, isDangerous } = draft;
  const [wasTried, setWasTried] = useState(false);
  const send = useJudge(story.number, clear);
  useAsked(note.trim() !== '' && !send.isSuccess);
  if (send.isSuccess || !story.mayJudge) return <Judged story={story} />;
  const lacks = lackOf(solved, given, note);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (solved === null || lacks) return;
    send.mutate({ solved, ...(isWhole(given) ? { grades: given } : {}), ...(solved ? {} : { note: note.trim(), isDangerous }) });
  };
  return (
    <section>
      <h2>{t(titleOf(story))}</h2>
      <form className="judge" onSubmit={submit}>
        <Solved isChecked={story.state !== 'resolved'} solved={solved} onChange={(next) => change({ solved: next })} />
        {solved !== null && <Grades given={given} onChange={(next) => change({ given: next })} />}
        {solved === false && (
          <NotSolved note={note} onNote={(next) => change({ note: next })} isDangerous={isDangerous} onDangerous={(next) => change({ isDangerous: next })} />
        )}
        {wasTried && lacks && solved !== null && (
          <p className="field-error" role="alert">
            {t(`progress.judge.${lacks}`)}
          </p>
        )}
        {send.isError && <Notice tone="bad">{wordProblem(send.error, language)}</Notice>}
        {solved !== null && (
          <Button type="submit" look="main" busy={send.isPending}>
            {t(solved ? 'progress.judge.send' : 'progress.judge.sendNotSolved')}
          </Button>
        )}
      </form>
    </section>
  );
};
