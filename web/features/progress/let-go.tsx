import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Who follows a neighbour's report no more: this device has forgotten its number, and has it again by a press while the page is open. */
export const LetGo = ({ onAgain }: { onAgain: () => void }) => {
  const { t } = useTranslation();
  const told = useRef<HTMLDivElement>(null);
  // What was pressed is gone: who works by keys goes on from here.
  useEffect(() => told.current?.focus(), []);
  return (
    <div ref={told} tabIndex={-1} className="let-go">
      <Notice tone="good">
        <p>{t('progress.letGo.done')}</p>
      </Notice>
      <p className="let-go-ways">
        <Button onClick={onAgain}>{t('progress.letGo.again')}</Button>
        <Link className="button button-plain" href="/r">
          {t('frame.progress')}
        </Link>
      </p>
    </div>
  );
};
