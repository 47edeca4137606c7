import { Group, NumberInput, Stack, Text } from '@mantine/core';
import { useSelling } from '@/i18n';

export interface Choice {
  id: string;
  title: string;
  detail?: string;
  /** How many can be chosen at most. */
  most: number;
}

export type Quantities = Readonly<Record<string, number>>;

interface Props {
  label: string;
  choices: Choice[];
  value: Quantities;
  onChange: (value: Quantities) => void;
  error?: string | null;
}

/** How many of each line: of a parcel, a refund, a return. */
export function LineQuantities({ label, choices, value, onChange, error }: Props) {
  const { editOrder: words } = useSelling();
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      {choices.map(({ id, title, detail, most }) => (
        <Group key={id} justify="space-between" wrap="nowrap" gap="sm">
          <Stack gap={0} miw={0}>
            <Text truncate>{title}</Text>
            {detail && (
              <Text size="xs" c="dimmed" truncate>
                {detail}
              </Text>
            )}
          </Stack>
          <Group gap={6} wrap="nowrap" flex="none">
            <NumberInput
              aria-label={words.quantityOf(title)}
              w={78}
              min={0}
              max={most}
              allowDecimal={false}
              allowNegative={false}
              value={value[id] ?? 0}
              onChange={(count) => onChange({ ...value, [id]: Math.min(Number(count) || 0, most) })}
            />
            <Text c="dimmed" size="sm" className="tabular" miw={28}>
              / {most}
            </Text>
          </Group>
        </Group>
      ))}
      {error && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** The lines that something was chosen of, as the API takes them. */
export function chosen(value: Quantities): { line_id: string; quantity: number }[] {
  return Object.entries(value)
    .filter(([, quantity]) => quantity > 0)
    .map(([line_id, quantity]) => ({ line_id, quantity }));
}

/** All that can be chosen. */
export function everything(choices: Choice[]): Quantities {
  return Object.fromEntries(choices.map(({ id, most }) => [id, most]));
}
