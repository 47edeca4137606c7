import { ActionIcon, Button, Group, NumberInput, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { IconBuildingWarehouse, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useFormat, useSelling, useT } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { FormError } from '@/ui/FormError';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { noonOf } from '../lines/day';
import classes from '../lines/Lines.module.css';
import { LineName } from '../lines/LineName';
import { VariantSearch } from '../lines/VariantSearch';
import { stockName } from '../stockColumns';
import { useLocations } from '../useLocations';

interface Line {
  variant_id: string;
  title: string;
  sku: string | null;
  /** What can be sent from where it lies. */
  available: number;
  quantity: number | string;
}

interface Values {
  from: string | null;
  to: string | null;
  expected: string;
  note: string;
  lines: Line[];
}

/** What goes from where to where; a draft until it leaves. */
export function NewTransfer() {
  const t = useT();
  const { transfers: words, locations: places, purchases } = useSelling();
  const navigate = useNavigate();
  const { options, isLoading } = useLocations();
  const form = useForm<Values>({
    initialValues: { from: null, to: null, expected: '', note: '', lines: [] },
    validate: {
      from: (id) => (id === null ? t.common.required : null),
      to: (id, { from }) => (id === null ? t.common.required : id === from ? words.samePlace : null),
      lines: { quantity: (quantity) => (Number(quantity) < 1 ? purchases.quantityNeeded : null) },
    },
  });
  const { from } = form.values;
  const create = useApiMutation('post', '/api/v1/stock-transfers', {
    form,
    invalidates: ['/api/v1/stock-transfers'],
    success: (transfer) => (transfer ? words.created(transfer.number) : t.common.saved),
    onSuccess: (transfer) => transfer && void navigate({ to: '/stock/transfers/$transfer', params: { transfer: transfer.id } }),
  });
  const submit = ({ from, to, expected, note, lines }: Values) => {
    if (from === null || to === null) return;
    create.mutate({
      body: {
        from_location_id: from,
        to_location_id: to,
        expected_at: noonOf(expected),
        note: note.trim() || null,
        lines: lines.map(({ variant_id, quantity }) => ({ variant_id, quantity: Number(quantity) })),
      },
    });
  };
  if (!isLoading && options.length < 2) {
    return (
      <Page title={words.createTitle}>
        <EmptyState
          icon={IconBuildingWarehouse}
          title={words.onePlace}
          hint={words.onePlaceHint}
          action={<LinkButton to="/stock/locations" search={{ create: true }}>{places.create}</LinkButton>}
        />
      </Page>
    );
  }
  return (
    <Page title={words.createTitle}>
      <form noValidate onSubmit={form.onSubmit(submit)}>
        <Stack gap="lg">
          <FormError error={create.error} />
          <Section title={words.places}>
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <Select
                label={words.from}
                data={options}
                allowDeselect={false}
                {...form.getInputProps('from')}
                onChange={(id: string | null) => form.setValues({ from: id, lines: [] })}
              />
              <Select label={words.to} data={options.filter(({ value }) => value !== from)} allowDeselect={false} {...form.getInputProps('to')} />
              <TextInput type="date" label={words.expected} {...form.getInputProps('expected')} />
            </SimpleGrid>
          </Section>
          <Section title={words.lines} hint={from === null ? words.fromFirst : words.linesHint}>
            {from !== null && <Lines from={from} form={form} />}
          </Section>
          <Textarea label={purchases.note} autosize maxLength={500} {...form.getInputProps('note')} />
          <Group justify="flex-end">
            <LinkButton to="/stock/transfers" variant="default">
              {t.common.cancel}
            </LinkButton>
            <Button type="submit" loading={create.isPending} disabled={form.values.lines.length === 0}>
              {purchases.createSubmit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

function Lines({ from, form }: { from: string; form: UseFormReturnType<Values> }) {
  const t = useT();
  const { transfers: words, purchases } = useSelling();
  const format = useFormat();
  const { lines } = form.values;
  return (
    <Stack gap="xs">
      <VariantSearch
        label={purchases.addLine}
        countAt={from}
        without={new Set(lines.map(({ variant_id }) => variant_id))}
        onPick={(picked) => {
          const { variant_id, sku, available } = picked;
          form.setFieldValue('lines', [...lines, { variant_id, sku, available, title: stockName(picked), quantity: 1 }]);
        }}
      />
      <div>
        {lines.map((line, index) => (
          <div key={line.variant_id} className={classes.line}>
            <div className={classes.name}>
              <LineName title={line.title} sku={line.sku} />
              <Text size="xs" c={Number(line.quantity) > line.available ? 'var(--mantine-color-error)' : 'dimmed'}>
                {words.available(format.number(line.available))}
              </Text>
            </div>
            <NumberInput
              className={classes.field}
              aria-label={`${purchases.quantity}: ${line.title}`}
              min={1}
              allowDecimal={false}
              {...form.getInputProps(`lines.${index}.quantity`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`${t.common.remove}: ${line.title}`}
              onClick={() => form.removeListItem('lines', index)}
            >
              <IconX size={17} aria-hidden />
            </ActionIcon>
          </div>
        ))}
      </div>
    </Stack>
  );
}
