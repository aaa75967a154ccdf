import { DesktopOutlined, DownloadOutlined, PictureOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis, AnalysisQuery } from '#domain/contract/analysis.ts';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { call } from '../../client/call.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { noteExport } from '../../staff/routes.ts';
import { useNotedPrints } from '../../staff/use-noted-prints.ts';
import { dot } from '../../ui/dotted.ts';
import type { Filter } from './address.ts';
import { drawFigure } from './figure-svg.ts';
import { figuresCsv } from './figures-csv.ts';
import { pictureOf, saveFile } from './save-file.ts';
import { useChosenWords } from './use-chosen-words.ts';
import { useSpanWords } from './use-span-words.ts';

interface Props {
  readonly analysis: Analysis;
  readonly filter: Filter;
  readonly city: City;
  /** Who takes it along: the file says so. */
  readonly by: Session;
  /** The figures are still of what was chosen before, and would go under the name of what is chosen now. */
  readonly isOld: boolean;
}

const useFigure = ({ analysis, filter, city, by }: Omit<Props, 'isOld'>) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { wordDay, wordLongSpan } = useSpanWords();
  const chosen = useChosenWords(city, analysis)(filter);
  const { total, times, places, kinds, units, placeLevel, bucket } = analysis;
  const title = `${named(city.name)}${dot}${t('analysis.title')}`;
  const about = [wordLongSpan(filter.from, filter.to), ...(chosen.length > 0 ? [chosen.map(({ words }) => words).join(t('common.semicolon'))] : [])];
  const group = (of: string, groups: Analysis['places']) => ({
    title: t(`analysis.${of}`),
    bars: groups.map(({ name, orders, hazards }) => ({ name: named(name), orders, hazards })),
  });
  const made = t('analysis.takeOut.note', { by: named(by.name), at: format.moment(new Date().toISOString()) });
  return {
    title,
    about,
    totals: (['orders', 'hazards', 'open', 'late'] as const).map((key) => ({ name: t(`analysis.totals.${key}`), value: format.number(total[key]) })),
    time: { title: t(`analysis.time.by.${bucket}`), bars: times.map(({ from, orders, hazards }) => ({ name: wordDay(from), orders, hazards })) },
    groups: [group(`places.${placeLevel}`, places), group('kinds', kinds), group('units', units)],
    note: total.madeUp > 0 ? `${made} ${t('analysis.madeUp', { count: total.madeUp, shown: format.number(total.madeUp) })}` : made,
    font: getComputedStyle(document.body).fontFamily.replaceAll("'", '"'),
    wordNumber: format.number,
  };
};

/** Takes the figures along: as a table, as a picture, on paper. What is on the screen, no more. */
export const TakeOut = (props: Props) => {
  const { t } = useTranslation();
  const { named, language } = useLanguage();
  const { message } = App.useApp();
  const figure = useFigure(props);
  const { filter, analysis, by, isOld } = props;
  const name = `${t('analysis.takeOut.file')}-${filter.from}-${filter.to}-${by.username}`;
  const words = {
    heading: (['dimension', 'code', 'name'] as const)
      .map((key) => t(`analysis.takeOut.${key}`))
      .concat((['orders', 'hazards', 'open', 'late'] as const).map((key) => t(`analysis.totals.${key}`))),
    dimensions: {
      total: t('analysis.takeOut.total'),
      time: t('analysis.takeOut.time'),
      place: t(`analysis.places.${analysis.placeLevel}`),
      kind: t('analysis.kinds'),
      unit: t('analysis.units'),
    },
    named,
  };
  const asked = { what: 'analysis', filter: JSON.parse(JSON.stringify(filter)) as AnalysisQuery } as const;
  useNotedPrints({ ...asked, form: 'paper' });
  /** Nothing is taken along that the book of exports does not hold. */
  const save = async (form: 'csv' | 'png', make: () => Blob | Promise<Blob>) => {
    try {
      const made = await make();
      await call(noteExport, { body: { ...asked, form } });
      saveFile(`${name}.${form}`, made);
    } catch (error) {
      message.error(error instanceof ProblemError ? wordProblem(error, language) : t('analysis.takeOut.failed'));
    }
  };
  return (
    <div className="analysis-acts">
      <p className="analysis-about">{figure.about.join(t('common.semicolon'))}</p>
      <p className="on-paper">
        {figure.note} {t('analysis.takeOut.noMap')}
      </p>
      <Button
        icon={<DownloadOutlined />}
        disabled={isOld}
        onClick={() => void save('csv', () => new Blob([figuresCsv(analysis, words)], { type: 'text/csv;charset=utf-8' }))}
      >
        CSV
      </Button>
      <Button icon={<PictureOutlined />} disabled={isOld} onClick={() => void save('png', () => pictureOf(drawFigure(figure)))}>
        PNG
      </Button>
      <Button icon={<DesktopOutlined />} href="/wall" target="_blank">
        {t('staff.nav.wall')}
      </Button>
      <Button icon={<PrinterOutlined />} disabled={isOld} onClick={() => window.print()}>
        {t('analysis.takeOut.print')}
      </Button>
    </div>
  );
};
