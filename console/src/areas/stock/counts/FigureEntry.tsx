import { ActionIcon, Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { StockCount } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';

/** A variant that is being counted; the figure is null until somebody has entered one. */
export interface Counted {
  variant_id: string;
  title: string;
  sku: string | null;
  counted: number | null;
}

interface Props {
  count: StockCount;
  variant: Counted;
  onDone: () => void;
}

/** How many lie there. Large, because it is used standing, with one hand; what should lie there is not shown, so that nobody counts towards it. */
export function FigureEntry({ count, variant, onDone }: Props) {
  const t = useT();
  const { counts: words } = useSelling();
  const [figure, setFigure] = useState<number | string>(variant.counted ?? '');
  const enter = useApiMutation('post', '/api/v1/stock-counts/{count_id}/lines', {
    invalidates: ['/api/v1/stock-counts/{count_id}'],
    errors: 'inline',
    success: words.written(variant.title),
    onSuccess: onDone,
  });
  const step = (by: number) => setFigure((now) => Math.max(0, Number(now) + by));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (figure === '') return;
        const lines = [{ variant_id: variant.variant_id, counted: Number(figure) }];
        enter.mutate({ params: { path: { count_id: count.id } }, body: { lines } });
      }}
    >
      <Stack>
        <div>
          <Text fw={600} size="lg">
            {variant.title}
          </Text>
          <Text c="dimmed" className="mono">
            {variant.sku}
          </Text>
        </div>
        <FormError error={enter.error} />
        {enter.error !== null && enter.error.fields.length > 0 && (
          <Text c="var(--mantine-color-error)" role="alert">
            {enter.error.fields[0]?.message}
          </Text>
        )}
        <Group wrap="nowrap" gap="sm" maw={420}>
          <ActionIcon variant="default" size={60} aria-label={words.fewer} disabled={Number(figure) <= 0} onClick={() => step(-1)}>
            <IconMinus size={26} aria-hidden />
          </ActionIcon>
          <NumberInput
            data-autofocus
            flex={1}
            size="xl"
            hideControls
            min={0}
            allowDecimal={false}
            inputMode="numeric"
            aria-label={words.howMany}
            placeholder="0"
            styles={{ input: { textAlign: 'center', fontSize: 28, fontWeight: 650 } }}
            value={figure}
            onChange={setFigure}
          />
          <ActionIcon variant="default" size={60} aria-label={words.moreOf} onClick={() => step(1)}>
            <IconPlus size={26} aria-hidden />
          </ActionIcon>
        </Group>
        <Group maw={420} grow>
          <Button size="lg" variant="default" onClick={onDone}>
            {t.common.cancel}
          </Button>
          <Button size="lg" type="submit" disabled={figure === ''} loading={enter.isPending}>
            {words.write}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
