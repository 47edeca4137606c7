import { Button, Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Link, LinkDecision } from '@/api/types';
import { VariantSearch } from '@/areas/orders/VariantSearch';
import { useLocations } from '@/areas/stock/useLocations';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { Candidate } from './Candidate';

interface Props {
  kind: Link['kind'];
  /** Whether nothing is proposed above. */
  isFirst: boolean;
  isTaking: boolean;
  onTake: (decision: LinkDecision) => void;
}

/** Finds what is meant when it is none of what is proposed. */
export function OtherOne({ kind, isFirst, isTaking, onTake }: Props) {
  const { review } = useSelling();
  const { organization } = useSignedIn();
  const [picked, setPicked] = useState<string | null>(null);
  if (kind === 'location') return <LocationChoice isTaking={isTaking} onTake={onTake} />;
  if (kind !== 'variant' && kind !== 'inventory_item') return null;
  return (
    <Stack gap="sm">
      <VariantSearch
        label={isFirst ? review.find : review.findOther}
        shopId={undefined}
        currency={organization.currency}
        onPick={({ variant }) => setPicked(variant.id)}
      />
      {picked !== null && <Candidate id={picked} onTake={() => onTake({ variant_id: picked })} isTaking={isTaking} />}
    </Stack>
  );
}

function LocationChoice({ isTaking, onTake }: Pick<Props, 'isTaking' | 'onTake'>) {
  const t = useT();
  const { review } = useSelling();
  const { options } = useLocations();
  const [location, setLocation] = useState<string | null>(null);
  return (
    <Group align="flex-end" gap="sm">
      <Select
        searchable
        label={review.location}
        nothingFoundMessage={t.common.noMatch}
        data={options}
        value={location}
        onChange={setLocation}
        style={{ flex: '1 1 220px' }}
      />
      <Button disabled={location === null} loading={isTaking} onClick={() => location !== null && onTake({ location_id: location })}>
        {review.take}
      </Button>
    </Group>
  );
}
