import { Radio, SimpleGrid, Text } from '@mantine/core';
import { IconBriefcase, IconBuildingStore, IconTruckDelivery, type Icon } from '@tabler/icons-react';
import { useT } from '@/i18n';
import classes from './KindPicker.module.css';

/** The kinds anybody may create; the operator's organization exists from the start. */
export type CreatableKind = 'merchant' | 'courier' | 'agency';

const KINDS: readonly [CreatableKind, Icon][] = [
  ['merchant', IconBuildingStore],
  ['courier', IconTruckDelivery],
  ['agency', IconBriefcase],
];

interface Props {
  value: CreatableKind;
  onChange: (kind: CreatableKind) => void;
  error?: React.ReactNode;
}

export function KindPicker({ value, onChange, error }: Props) {
  const t = useT();
  return (
    <Radio.Group
      label={t.organization.create.kindLegend}
      value={value}
      onChange={(kind) => onChange(kind)}
      error={error}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" mt={6}>
        {KINDS.map(([kind, IconComponent]) => (
          <Radio.Card key={kind} value={kind} className={classes.card} aria-label={t.common.kinds[kind]}>
            <IconComponent size={24} stroke={1.6} aria-hidden />
            <Text fw={600}>{t.common.kinds[kind]}</Text>
            <Text size="xs" c="dimmed">
              {t.organization.create.kinds[kind]}
            </Text>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
