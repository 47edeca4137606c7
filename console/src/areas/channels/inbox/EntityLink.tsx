import { useSelling } from '@/i18n';
import { TextLink } from '@/ui/LinkButton';
import { hereOf } from './effects';

/** Leads to what a delivery made or changed here; of a variant to what happened to its stock. */
export function EntityLink({ id }: { id: string }) {
  const { outcomes } = useSelling();
  switch (hereOf(id)) {
    case 'order':
      return (
        <TextLink to="/orders/$order" params={{ order: id }}>
          {outcomes.open.order}
        </TextLink>
      );
    case 'product':
      return (
        <TextLink to="/products/$product" params={{ product: id }}>
          {outcomes.open.product}
        </TextLink>
      );
    case 'customer':
      return (
        <TextLink to="/customers/$customer" params={{ customer: id }}>
          {outcomes.open.customer}
        </TextLink>
      );
    case 'variant':
      return (
        <TextLink to="/stock/movements" search={{ variant: id }}>
          {outcomes.open.variant}
        </TextLink>
      );
    case null:
      return null;
  }
}
