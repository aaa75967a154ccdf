import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Matching } from '#domain/contract/matching.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { localDate } from '#domain/local-time.ts';
import { call } from '../../../client/call.ts';
import { wordProblem } from '../../../client/problem-error.ts';
import { useFormat } from '../../../client/use-format.ts';
import { useNow } from '../../../client/use-now.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { defined } from '../../../staff/defined.ts';
import { noteExport } from '../../../staff/routes.ts';
import { useNotedPrints } from '../../../staff/use-noted-prints.ts';
import { saveFile } from '../save-file.ts';
import type { Chosen } from './address.ts';
import { figures, matchingCsv } from './matching-csv.ts';
import { useBinName, useChosenNames, useGroupName } from './use-chosen-names.ts';

interface Props {
  readonly matching: Matching;
  readonly chosen: Chosen;
  readonly city: City;
  /** Who takes it along: the paper says so. */
  readonly by: Session;
  /** The figures are still of what was chosen before, and would go under the name of what is chosen now. */
  readonly isOld: boolean;
}

const useCsvWords = (city: City) => {
  const { t } = useTranslation();
  const binName = useBinName();
  const nameOf = useGroupName(city);
  const columns: Readonly<Record<(typeof figures)[number], string>> = {
    answers: t('analysis.matching.column.answers'),
    right: t('analysis.matching.column.right'),
    said: t('analysis.matching.column.said'),
    low: t('analysis.matching.takeOut.low'),
    high: t('analysis.matching.takeOut.high'),
    error: t('analysis.matching.column.error'),
    misdispatched: t('analysis.matching.takeOut.misdispatched'),
    looked: t('analysis.matching.takeOut.looked'),
    heard: t('analysis.matching.takeOut.heard'),
    asked: t('analysis.matching.takeOut.asked'),
    questions: t('analysis.matching.takeOut.questions'),
  };
  return {
    heading: [...(['dimension', 'code', 'name'] as const).map((key) => t(`analysis.takeOut.${key}`)), ...figures.map((figure) => columns[figure])],
    dimensions: {
      total: t('analysis.takeOut.total'),
      bin: t('analysis.matching.column.bin'),
      channel: t('analysis.matching.name.channel'),
      place: t('analysis.matching.name.place'),
      class: t('analysis.matching.name.class'),
    },
    nameOf,
    binName,
  };
};

/** Takes the figures along, as a table or on paper: what is on the screen, no more. */
export const TakeOutMatching = ({ matching, chosen, city, by, isOld }: Props) => {
  const { t } = useTranslation();
  const { named, language } = useLanguage();
  const { message } = App.useApp();
  const format = useFormat();
  const words = useCsvWords(city);
  const now = useNow();
  const about = useChosenNames(city, matching)(chosen).map((one) => one.words);
  const { channel, placeCode, classCode } = chosen;
  const asked = { what: 'matching', filter: defined({ channel, placeCode, classCode }) } as const;
  useNotedPrints({ ...asked, form: 'paper' });
  /** Nothing is taken along that the book of exports does not hold. */
  const save = async () => {
    try {
      await call(noteExport, { body: { ...asked, form: 'csv' } });
      const name = `${t('analysis.matching.takeOut.file')}-${localDate(now, city.timeZone)}-${by.username}.csv`;
      saveFile(name, new Blob([matchingCsv(matching, words)], { type: 'text/csv;charset=utf-8' }));
    } catch (error) {
      message.error(wordProblem(error, language));
    }
  };
  return (
    <div className="analysis-acts">
      {about.length > 0 && <p className="analysis-about">{about.join(t('common.semicolon'))}</p>}
      <p className="on-paper">{t('analysis.matching.takeOut.note', { by: named(by.name), at: format.moment(new Date(now).toISOString()) })}</p>
      <Button icon={<DownloadOutlined />} disabled={isOld} onClick={() => void save()}>
        CSV
      </Button>
      <Button icon={<PrinterOutlined />} disabled={isOld} onClick={() => window.print()}>
        {t('analysis.takeOut.print')}
      </Button>
    </div>
  );
};
