import { pluralFor } from '../../plural';

const plural = pluralFor('en');

export default {
  chosen: (count: number) => plural(count, { one: '# order', other: '# orders' }),
  send: 'Mark as sent',
  tags: 'Change tags',
  slips: 'Packing slips',
  tooMany: (most: number) => plural(most, { one: 'Print at most # at once.', other: 'Print at most # at once.' }),
  more: 'More',
  paid: 'Record payment',
  invoices: 'Issue invoices',
  tagTitle: (count: number) => plural(count, { one: 'Tags of # order', other: 'Tags of # orders' }),
  addTags: 'Add',
  removeTags: 'Take off',
  tagsHint: 'Press Enter after each.',
  paidTitle: (count: number) => plural(count, { one: 'Record the payment of # order', other: 'Record the payment of # orders' }),
  paidHint: 'For each order, all that is still due is written down as received.',
  apply: (count: number) => plural(count, { one: 'Apply to # order', other: 'Apply to # orders' }),
  progress: (done: number, total: number) => plural(total, { one: `${done} of # done`, other: `${done} of # done` }),
  result: (done: number, total: number) => plural(total, { one: `Done with ${done} of # order.`, other: `Done with ${done} of # orders.` }),
  failed: (count: number) => plural(count, { one: '# order refused', other: '# orders refused' }),
  stop: 'Stop',
};
