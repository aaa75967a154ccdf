import { EnvironmentOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { RefusalAt, useRefused } from '../../staff/refused.tsx';
import type { ReportDraft } from './report-draft.ts';

interface Props {
  readonly city: City;
  readonly draft: ReportDraft;
  /** The address that was heard in the caller's words, while nobody said another place. */
  readonly heard: string | null;
  readonly change: (part: Partial<ReportDraft>) => void;
  readonly pin: Point | null;
  /** The map was too far out for the pin to tell one well from the next. */
  readonly isRough: boolean;
  readonly onPin: (pin: Point | null) => void;
  readonly onShowMap: () => void;
  readonly isKindMissing: boolean;
  readonly isPlaceMissing: boolean;
}

type TextName = 'address' | 'plate' | 'callerName' | 'callerPhone';
const longest: Record<TextName, number> = { address: 200, plate: 64, callerName: 60, callerPhone: 30 };
const withPlaceholder: readonly TextName[] = ['address', 'plate'];
/** As the API names them. */
const fieldOf: Record<TextName, string> = { address: 'address', plate: 'plate', callerName: 'contact/name', callerPhone: 'contact/phone' };

const TextField = ({
  name,
  draft,
  change,
  isInvalid = false,
  isFirst = false,
  isSelectedOnFocus = false,
}: { name: TextName; isInvalid?: boolean; isFirst?: boolean; isSelectedOnFocus?: boolean } & Pick<Props, 'draft' | 'change'>) => {
  const { t } = useTranslation();
  const refused = useRefused(fieldOf[name]);
  return (
    <div className="field">
      <label htmlFor={`new-${name}`}>{t(`desk.new.${name}`)}</label>
      <Input
        id={`new-${name}`}
        value={draft[name]}
        maxLength={longest[name]}
        autoComplete="off"
        autoFocus={isFirst}
        onChange={(event) => change({ [name]: event.target.value })}
        onFocus={(event) => isSelectedOnFocus && event.target.select()}
        {...(withPlaceholder.includes(name) ? { placeholder: t(`desk.new.${name}Placeholder`) } : {})}
        {...(name === 'callerPhone' ? { inputMode: 'tel' as const } : {})}
        {...(isInvalid ? { status: 'error' as const } : {})}
        {...refused}
      />
      <RefusalAt field={fieldOf[name]} />
    </div>
  );
};

/** Where it is: filled in from the caller's words as long as nobody writes here. */
const AddressField = ({ draft, change, heard, isInvalid }: Pick<Props, 'draft' | 'change' | 'heard'> & { isInvalid: boolean }) => (
  <div className={heard === null ? undefined : 'field-heard'}>
    <TextField
      name="address"
      draft={heard === null ? draft : { ...draft, address: heard }}
      change={(part) => change({ ...part, isAddressOwn: true })}
      isInvalid={isInvalid}
      isSelectedOnFocus={heard !== null}
    />
  </div>
);

const PinField = ({ pin, isRough, onPin, onShowMap }: Pick<Props, 'pin' | 'isRough' | 'onPin' | 'onShowMap'>) => {
  const { t } = useTranslation();
  return (
    <div className="field">
      <span className="field-label">{t('desk.new.position')}</span>
      <div className="pin-field">
        <Button type={pin ? 'text' : 'dashed'} icon={<EnvironmentOutlined />} onClick={onShowMap}>
          {pin ? t('desk.new.picked') : t('desk.new.noPosition')}
        </Button>
        {pin && (
          <>
            <span className="mono">
              {pin.lon.toFixed(5)}, {pin.lat.toFixed(5)}
            </span>
            <Button type="link" size="small" onClick={() => onPin(null)}>
              {t('desk.new.clearPosition')}
            </Button>
          </>
        )}
      </div>
      {pin && isRough && <p className="field-hint">{t('desk.new.rough')}</p>}
      <RefusalAt field="position" />
    </div>
  );
};

const Hurt = ({ city, draft, change }: Pick<Props, 'city' | 'draft' | 'change'>) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const isEmergency = draft.someoneHurt || city.problemKinds.find((kind) => kind.code === draft.kind)?.isEmergency === true;
  const numbers = city.emergencyNumbers.map((one) => `${one.number} ${named(one.name)}`).join('　');
  return (
    <div className="field">
      <Checkbox checked={draft.someoneHurt} onChange={(event) => change({ someoneHurt: event.target.checked })}>
        {t('desk.new.someoneHurt')}
      </Checkbox>
      {isEmergency && <Alert type="error" showIcon role="alert" title={`${t('desk.new.emergency')} ${numbers}`} />}
    </div>
  );
};

/** What the caller tells, in the order an agent asks. */
export const ReportFields = ({ city, draft, heard, change, pin, isRough, onPin, onShowMap, isKindMissing, isPlaceMissing }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const kinds = city.problemKinds.map((kind) => ({ value: kind.code, label: named(kind.name) }));
  return (
    <>
      <div className="field-pair">
        <TextField name="callerPhone" draft={draft} change={change} isFirst />
        <TextField name="callerName" draft={draft} change={change} />
      </div>
      <div className="field">
        <label htmlFor="new-kind">{t('desk.new.kind')}</label>
        <Select
          id="new-kind"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.kind ?? null}
          placeholder={t('desk.new.kindPlaceholder')}
          options={kinds}
          onChange={(kind) => change({ kind: kind ?? undefined })}
          {...(isKindMissing ? { status: 'error' as const } : {})}
        />
        {isKindMissing && <p className="field-error">{t('desk.new.kindMissing')}</p>}
        <RefusalAt field="kind" />
      </div>
      <Hurt city={city} draft={draft} change={change} />
      <div className="field">
        <label htmlFor="new-text">{t('desk.new.text')}</label>
        <Input.TextArea
          id="new-text"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={draft.text}
          placeholder={t('desk.new.textPlaceholder')}
          onChange={(event) => change({ text: event.target.value })}
        />
        <RefusalAt field="text" />
      </div>
      <PinField pin={pin} isRough={isRough} onPin={onPin} onShowMap={onShowMap} />
      <div className="field-pair">
        <AddressField draft={draft} change={change} heard={heard} isInvalid={isPlaceMissing} />
        <TextField name="plate" draft={draft} change={change} />
      </div>
      <p className="field-hint heard-hint" role="status">
        {heard !== null && t('desk.new.heard')}
      </p>
      {isPlaceMissing && <p className="field-error">{t('desk.new.placeMissing')}</p>}
    </>
  );
};
