import { Text } from '@mantine/core';
import { useSignedIn } from '@/api/session';
import type { Quote } from '@/api/types';
import { useLocale, useSelling } from '@/i18n';
import { TextLink } from '@/ui/LinkButton';
import { countryName } from '@/ui/region';

/** By whose rates an order is taxed, and where the shop has none. */
export function TaxNote({ quote, shopId }: { quote: Quote; shopId: string }) {
  const { taxes: words } = useSelling();
  const { can } = useSignedIn();
  const locale = useLocale();
  const { country, region, is_known: isKnown } = quote.tax_place;
  const place = [countryName(locale, country), region].filter(Boolean).join(', ');
  const way = quote.shipping.amount_minor > 0 ? [quote.shipping_tax_source] : [];
  const sources = [...quote.lines.map(({ tax_source }) => tax_source), ...way];
  const isMissing = sources.includes('missing');
  if (!isMissing && !sources.includes('shop')) return null;
  return (
    <Text size="xs" c={isMissing ? undefined : 'dimmed'} role={isMissing ? 'alert' : undefined}>
      {!isMissing && words.byShop(place)}
      {isMissing && (isKnown ? words.missingSome(place) : words.missing(place))}
      {isMissing && can('shops.manage') && (
        <>
          {' '}
          <TextLink to="/settings/shops/$shop/taxes" params={{ shop: shopId }} inherit>
            {words.open}
          </TextLink>
        </>
      )}
    </Text>
  );
}
