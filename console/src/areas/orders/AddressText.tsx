import { Text } from '@mantine/core';
import type { PostalAddress } from '@/api/types';
import { useLocale } from '@/i18n';
import { countryName } from '@/ui/region';

/** An address as it stands on a parcel. */
export function AddressText({ address }: { address: PostalAddress }) {
  const locale = useLocale();
  const lines = [
    address.name,
    address.company,
    address.line1,
    address.line2,
    [address.postal_code, address.city].filter(Boolean).join(' '),
    address.region,
    countryName(locale, address.country),
    address.phone,
  ];
  return (
    <Text component="address" fs="normal" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
      {lines.filter(Boolean).join('\n')}
    </Text>
  );
}
