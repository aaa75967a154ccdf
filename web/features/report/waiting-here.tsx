import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { wentOf } from '../../client/device/flush.ts';
import type { Waiting } from '../../client/device/store.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { useFormat } from '../../client/use-format.ts';
import { deviceStore } from '../../client/use-waiting.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Draft } from './draft.ts';
import './sent.css';
import './words.ts';

interface Props {
  readonly city: City | undefined;
  readonly waiting: readonly Waiting[];
  readonly onMend: (draft: Draft) => void;
  readonly onSent: (story: ReportStory) => void;
  readonly onAnother: () => void;
}

const drop = async (id: string) => (await deviceStore()).dropWaiting(id);
const giveUp = async (one: Waiting) => (await deviceStore()).giveUp(one);

/** What was filled in, its photos by the names under which they went up meanwhile. */
const draftOf = (one: Waiting): Draft => {
  const draft = one.memo['draft'] as Draft;
  const went = wentOf(one);
  const photos = draft.photos.flatMap((photo) => {
    const id = went[photo.id] === undefined ? photo.id : went[photo.id];
    return id === null || id === undefined ? [] : [{ ...photo, id }];
  });
  return { ...draft, photos };
};

const Line = ({ one, city, onMend, onSent }: { one: Waiting } & Pick<Props, 'city' | 'onMend' | 'onSent'>) => {
  const { t } = useTranslation();
  const { named, language } = useLanguage();
  const { instant } = useFormat();
  const kind = city?.problemKinds.find(({ code }) => code === one.body['kind']);
  const count = one.body.photoIds?.length ?? 0;
  return (
    <li className="waiting-one" data-state={one.state}>
      <strong>{kind ? named(kind.name) : t('report.waiting.one')}</strong>
      <span>
        {t('report.waiting.since', { at: instant(one.at) })}
        {count > 0 && ` · ${t('report.waiting.photos', { count })}`}
      </span>
      {one.state === 'sent' && (
        <Button
          look="main"
          onClick={() => {
            onSent(one.reply as ReportStory);
            void drop(one.id);
          }}
        >
          {t('report.waiting.gone')}
        </Button>
      )}
      {one.problem && (
        <>
          <p className="step-error">{wordProblem(new ProblemError(one.problem), language)}</p>
          <div className="waiting-ways">
            <Button
              onClick={() => {
                onMend(draftOf(one));
                void drop(one.id);
              }}
            >
              {t('report.waiting.mend')}
            </Button>
            <Button look="danger" onClick={() => void giveUp(one)}>
              {t('report.waiting.drop')}
            </Button>
          </div>
        </>
      )}
    </li>
  );
};

/** Reports that wait on this phone for a signal: it says so, and that nothing more need be done. */
export default function WaitingHere({ city, waiting, onMend, onSent, onAnother }: Props) {
  const { t } = useTranslation();
  const [isTrying, setTrying] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    window.scrollTo({ top: 0 });
  }, []);
  const again = async () => {
    setTrying(true);
    await import('../../client/device/flush.ts').then(({ flushReports }) => flushReports()).catch(() => undefined);
    setTrying(false);
  };
  const waits = waiting.some(({ state }) => state === 'waiting');
  return (
    <main className="sent">
      <h1 ref={heading} tabIndex={-1}>
        {t(waits ? 'report.waiting.title' : 'report.waiting.titleGone')}
      </h1>
      {waits && (
        <Notice tone="warn">
          <p>{t('report.waiting.text')}</p>
        </Notice>
      )}
      <ul className="waiting-list">
        {waiting.map((one) => (
          <Line key={one.id} one={one} city={city} onMend={onMend} onSent={onSent} />
        ))}
      </ul>
      <div className="sent-actions">
        {waits && (
          <Button busy={isTrying} onClick={() => void again()}>
            {t('report.waiting.now')}
          </Button>
        )}
        <Button onClick={onAnother}>{t('report.sent.another')}</Button>
      </div>
    </main>
  );
}
