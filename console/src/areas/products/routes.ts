import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sellingRoute } from '@/router/root';
import { flag, optional, text } from '@/router/search';
import { readProductSearch } from './productSearch';

const parent = { getParentRoute: () => sellingRoute } as const;

export const productRoutes = [
  createRoute({
    ...parent,
    path: '/products',
    validateSearch: readProductSearch,
    component: lazyRouteComponent(() => import('./Products'), 'Products'),
  }),
  createRoute({ ...parent, path: '/products/new', component: lazyRouteComponent(() => import('./create/NewProductPage'), 'NewProductPage') }),
  createRoute({
    ...parent,
    path: '/products/edit',
    validateSearch: (search) => ({ ids: text(search.ids) ?? '' }),
    component: lazyRouteComponent(() => import('./variants/BulkEdit'), 'BulkEdit'),
  }),
  createRoute({ ...parent, path: '/products/categories', component: lazyRouteComponent(() => import('./categories/Categories'), 'Categories') }),
  createRoute({
    ...parent,
    path: '/products/prices',
    validateSearch: (search) => optional({ create: flag(search.create) }),
    component: lazyRouteComponent(() => import('./prices/PriceLists'), 'PriceLists'),
  }),
  createRoute({
    ...parent,
    path: '/products/prices/$list',
    validateSearch: (search) => optional({ q: text(search.q), priced: flag(search.priced) }),
    component: lazyRouteComponent(() => import('./prices/PriceListPage'), 'PriceListPage'),
  }),
  createRoute({ ...parent, path: '/products/imports', component: lazyRouteComponent(() => import('./imports/Imports'), 'Imports') }),
  createRoute({ ...parent, path: '/products/imports/$import', component: lazyRouteComponent(() => import('./imports/ImportPage'), 'ImportPage') }),
  createRoute({
    ...parent,
    path: '/products/collections',
    validateSearch: (search) => optional({ create: flag(search.create) }),
    component: lazyRouteComponent(() => import('./collections/Collections'), 'Collections'),
  }),
  createRoute({ ...parent, path: '/products/collections/$collection', component: lazyRouteComponent(() => import('./collections/CollectionPage'), 'CollectionPage') }),
  createRoute({ ...parent, path: '/products/$product', component: lazyRouteComponent(() => import('./page/ProductPage'), 'ProductPage') }),
] as const;
