import { pluralFor } from '../../plural';

const plural = pluralFor('en');

export default {
  activate: 'Activate',
  archive: 'Archive',
  tags: 'Change tags',
  addTags: 'Add',
  removeTags: 'Take off',
  more: 'More',
  show: (shop: string) => `Show in ${shop}`,
  hide: (shop: string) => `Hide in ${shop}`,
  apply: (count: number) => plural(count, { one: 'Apply to # product', other: 'Apply to # products' }),
  progress: (done: number, total: number) => plural(total, { one: `${done} of # done`, other: `${done} of # done` }),
  result: (done: number, total: number) => plural(total, { one: `Done with ${done} of # product.`, other: `Done with ${done} of # products.` }),
  failed: (count: number) => plural(count, { one: '# product refused', other: '# products refused' }),
  stop: 'Stop',
};
