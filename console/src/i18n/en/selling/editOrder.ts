import { pluralFor } from '../../plural';

const plural = pluralFor('en');

export default {
  title: (name: string) => `Edit ${name}`,
  hint: 'Prices that were agreed on stay. What was paid stays too: afterwards more may be due, or some to give back.',
  add: 'Add an item',
  removed: 'Taken out',
  least: (count: number) => plural(count, { one: '# has left or was refunded', other: '# have left or were refunded' }),
  discount: 'Discount on the whole order',
  furtherDiscount: (place: number) => `Discount ${place} on the whole order`,
  addDiscount: 'Add a discount',
  shipping: 'Shipping',
  before: 'Total before',
  after: 'Total after',
  more: 'The customer owes more',
  back: 'To give back',
  save: 'Save changes',
  saved: 'The order was edited.',
  platform: 'This order was placed on a platform, which keeps its amounts. Edit it there.',
  quantityOf: (title: string) => `Quantity of ${title}`,
  kinds: { none: 'None', fixed: 'Amount', percent: 'Percent' },
  discountTitle: 'What it is called',
  discountDefault: 'Discount',
  percent: 'Percent',
};
