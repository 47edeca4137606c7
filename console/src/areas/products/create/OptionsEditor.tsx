import { ActionIcon, Button, Group, Input, Stack, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProductOption } from '@/api/types';
import { useSelling, useT } from '@/i18n';

const OPTIONS_MAX = 3;

interface Props {
  value: ProductOption[];
  onChange: (options: ProductOption[]) => void;
  error?: ReactNode;
}

/** What variants differ in: up to three options, each with its values. */
export function OptionsEditor({ value, onChange, error }: Props) {
  const t = useT();
  const { variants: words } = useSelling();
  const set = (index: number, change: Partial<ProductOption>) =>
    onChange(value.map((option, at) => (at === index ? { ...option, ...change } : option)));
  return (
    <Stack gap="sm">
      {value.map((option, index) => (
        <Group key={index} align="flex-end" gap="sm" wrap="nowrap">
          <TextInput
            w={{ base: 110, xs: 160 }}
            label={words.optionName}
            placeholder={words.optionNamePlaceholder}
            value={option.name}
            onChange={(event) => set(index, { name: event.currentTarget.value })}
          />
          <TagsInput
            flex={1}
            label={words.optionValues}
            placeholder={option.values.length === 0 ? words.optionValuesPlaceholder : undefined}
            value={option.values}
            onChange={(values) => set(index, { values })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`${t.common.remove}: ${option.name || words.optionName}`}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconX size={17} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {error && <Input.Error>{error}</Input.Error>}
      {value.length < OPTIONS_MAX && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange([...value, { name: '', values: [] }])}
        >
          {words.addOption}
        </Button>
      )}
    </Stack>
  );
}
