import { ActionIcon, Button, Group, Input, Modal, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { ProductDetail } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SubmitRow } from '@/ui/SubmitRow';
import { asChange, editable, moveUp, newOption, newValue, type EditedOption } from './optionEdits';

const OPTIONS_MAX = 3;

/** Other options for a product that has variants already. */
export function EditOptions({ product }: { product: ProductDetail }) {
  const t = useT();
  const { variants: words } = useSelling();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open}>
        {words.editOptions}
      </Button>
      <Modal opened={opened} onClose={close} size="lg" title={words.editOptions} closeButtonProps={{ 'aria-label': t.common.close }}>
        <OptionsForm product={product} onClose={close} />
      </Modal>
    </>
  );
}

function OptionsForm({ product, onClose }: { product: ProductDetail; onClose: () => void }) {
  const t = useT();
  const { variants: words } = useSelling();
  const [options, setOptions] = useState(() => editable(product.options));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useMemo(() => ({ setErrors, clearErrors: () => setErrors({}) }), []);
  const save = useApiMutation('patch', '/api/v1/products/{product_id}', {
    form,
    invalidates: ['/api/v1/products', '/api/v1/products/{product_id}'],
    success: t.common.saved,
    onSuccess: onClose,
  });
  const set = (index: number, change: Partial<EditedOption>) =>
    setOptions(options.map((option, at) => (at === index ? { ...option, ...change } : option)));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          params: { path: { product_id: product.id }, header: { 'If-Match': `"${product.version}"` } },
          body: { options: asChange(options) },
        });
      }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {words.editOptionsHint}
        </Text>
        <FormError error={save.error} />
        {errors.options !== undefined && <Input.Error>{errors.options}</Input.Error>}
        {options.map((option, index) => (
          <OptionFields
            key={option.key}
            option={option}
            errors={errorsOf(errors, index)}
            onChange={(change) => set(index, change)}
            onUp={index > 0 ? () => setOptions(moveUp(options, index)) : undefined}
            onRemove={() => setOptions(options.filter((_, at) => at !== index))}
          />
        ))}
        {options.length < OPTIONS_MAX && (
          <Button
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setOptions([...options, newOption()])}
          >
            {words.addOption}
          </Button>
        )}
        <SubmitRow label={t.common.save} loading={save.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

interface OptionErrors {
  name?: string;
  values?: string;
}

function errorsOf(errors: Record<string, string>, index: number): OptionErrors {
  const at = `options.${index}`;
  return { name: errors[`${at}.name`] ?? errors[`${at}.was`], values: errors[`${at}.values`] ?? errors[`${at}.renamed`] };
}

interface FieldsProps {
  option: EditedOption;
  errors: OptionErrors;
  onChange: (change: Partial<EditedOption>) => void;
  onUp: (() => void) | undefined;
  onRemove: () => void;
}

/** The name of an option, and its values in their order. */
function OptionFields({ option, errors, onChange, onUp, onRemove }: FieldsProps) {
  const t = useT();
  const { variants: words } = useSelling();
  const called = option.name || words.optionName;
  const { values } = option;
  return (
    <Paper withBorder p="sm" component="fieldset" aria-label={called}>
      <Stack gap="xs">
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            label={words.optionName}
            placeholder={words.optionNamePlaceholder}
            value={option.name}
            error={errors.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          {onUp && <Tool icon={IconArrowUp} label={`${words.moveUp}: ${called}`} onClick={onUp} />}
          <Tool icon={IconX} label={`${t.common.remove}: ${called}`} onClick={onRemove} />
        </Group>
        <Input.Wrapper
          label={words.optionValues}
          labelElement="div"
          description={option.was === null ? words.firstValueHint : undefined}
          error={errors.values}
        >
          <Stack gap={6} mt={4}>
            {values.map((value, index) => (
              <Group key={value.key} gap="xs" wrap="nowrap">
                <TextInput
                  flex={1}
                  aria-label={words.valueNumber(index + 1)}
                  value={value.text}
                  onChange={({ currentTarget: { value: text } }) =>
                    onChange({ values: values.map((other, at) => (at === index ? { ...other, text } : other)) })
                  }
                />
                {index > 0 && (
                  <Tool
                    icon={IconArrowUp}
                    label={`${words.moveUp}: ${value.text}`}
                    onClick={() => onChange({ values: moveUp(values, index) })}
                  />
                )}
                <Tool
                  icon={IconX}
                  label={`${t.common.remove}: ${value.text}`}
                  onClick={() => onChange({ values: values.filter((_, at) => at !== index) })}
                />
              </Group>
            ))}
          </Stack>
        </Input.Wrapper>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange({ values: [...values, newValue()] })}
        >
          {words.addValue}
        </Button>
      </Stack>
    </Paper>
  );
}

function Tool({ icon: Icon, label, onClick }: { icon: typeof IconX; label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} onClick={onClick}>
      <Icon size={17} aria-hidden />
    </ActionIcon>
  );
}
