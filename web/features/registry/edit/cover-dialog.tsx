import { Checkbox, Input, InputNumber, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewCover } from '#domain/contract/asset-edits.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { call } from '../../../client/call.ts';
import { replaceCover } from '../../../client/routes.ts';
import { defined } from '../../../staff/defined.ts';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { useEdit } from './use-edit.ts';

const shapes = ['round', 'rectangular'] as const;
const materials = ['ductile_iron', 'grey_iron', 'concrete', 'composite', 'concrete_filled'] as const;
const loadClasses = ['A15', 'B125', 'C250', 'D400', 'E600', 'F900'] as const;
const reasons = ['broken', 'stolen', 'worn', 'upgraded', 'other'] as const;

/** Takes the cover off and puts another on: what the new one is, and why the old one went. */
export const CoverDialog = ({ asset, onClose }: { asset: Asset; onClose: () => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const [cover, setCover] = useState<NewCover>({ shape: 'round', sizeMm: 700, material: 'ductile_iron', loadClass: 'D400' });
  const [removedReason, setReason] = useState<(typeof reasons)[number]>('broken');
  const edit = useEdit(asset, () => call(replaceCover, { params: { id: asset.id }, body: { version: asset.version, cover, removedReason } }), onClose);
  const set = (part: Partial<NewCover>) => setCover((before) => ({ ...before, ...part }));
  const choice = <T extends string>(name: string, label: string, values: readonly T[], word: (value: T) => string, value: T, onChange: (value: T) => void) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <Select id={`${id}-${name}`} aria-label={label} value={value} options={values.map((one) => ({ value: one, label: word(one) }))} onChange={onChange} />
    </div>
  );
  return (
    <Modal
      open
      title={t('registry.cover.title')}
      okText={t('registry.cover.save')}
      cancelText={t('staff.cancel')}
      okButtonProps={{ loading: edit.isPending }}
      onOk={() => edit.mutate(undefined)}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="edit-form">
        {edit.isError && <ProblemNotice error={edit.error} />}
        <div className="edit-fields">
          {choice(
            'shape',
            t('registry.shape'),
            shapes,
            (one) => t(`registry.shapes.${one}`),
            cover.shape,
            (shape) => set({ shape }),
          )}
          <div className="field">
            <label htmlFor={`${id}-size`}>{t('registry.cover.size')}</label>
            <InputNumber id={`${id}-size`} className="edit-wide" min={1} max={20_000} value={cover.sizeMm} onChange={(sizeMm) => sizeMm && set({ sizeMm })} />
          </div>
          {choice(
            'material',
            t('registry.material'),
            materials,
            (one) => t(`registry.materials.${one}`),
            cover.material,
            (material) => set({ material }),
          )}
          {choice(
            'load',
            t('registry.loadClass'),
            loadClasses,
            (one) => one,
            cover.loadClass,
            (loadClass) => set({ loadClass }),
          )}
          <div className="field">
            <label htmlFor={`${id}-lettering`}>{t('registry.lettering')}</label>
            <Input
              id={`${id}-lettering`}
              maxLength={40}
              value={cover.lettering ?? ''}
              onChange={(event) => setCover(({ lettering: _, ...rest }) => ({ ...rest, ...defined({ lettering: event.target.value }) }))}
            />
          </div>
          {choice('reason', t('registry.cover.why'), reasons, (one) => t(`registry.cover.whys.${one}`), removedReason, setReason)}
        </div>
        <Checkbox checked={cover.bolted ?? false} onChange={(event) => set({ bolted: event.target.checked })}>
          {t('registry.cover.bolted')}
        </Checkbox>
        <Checkbox checked={cover.smartSensor ?? false} onChange={(event) => set({ smartSensor: event.target.checked })}>
          {t('registry.cover.smartSensor')}
        </Checkbox>
      </div>
    </Modal>
  );
};
