import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sellingRoute } from '@/router/root';
import { flag, oneOf, optional, text } from '@/router/search';

const parent = { getParentRoute: () => sellingRoute } as const;
const STATES = ['negative', 'oversold', 'out', 'low', 'ok'] as const;
const KINDS = ['receipt', 'sale', 'return', 'adjustment', 'transfer', 'count', 'reservation', 'release', 'incoming'] as const;
const TRANSFER_STATES = ['draft', 'shipped', 'received', 'cancelled'] as const;
const COUNT_STATES = ['open', 'applied', 'cancelled'] as const;
const PURCHASE_STATES = ['draft', 'ordered', 'partly_received', 'received', 'cancelled'] as const;

export const stockRoutes = [
  createRoute({
    ...parent,
    path: '/stock',
    validateSearch: (search) => optional({
      q: text(search.q),
      location: text(search.location),
      state: oneOf(STATES, search.state),
      for_sale: flag(search.for_sale),
      variant: text(search.variant),
    }),
    component: lazyRouteComponent(() => import('./Stock'), 'Stock'),
  }),
  createRoute({
    ...parent,
    path: '/stock/movements',
    validateSearch: (search) => optional({
      variant: text(search.variant),
      location: text(search.location),
      kind: oneOf(KINDS, search.kind),
    }),
    component: lazyRouteComponent(() => import('./Movements'), 'Movements'),
  }),
  createRoute({
    ...parent,
    path: '/stock/locations',
    validateSearch: (search) => optional({ create: flag(search.create) }),
    component: lazyRouteComponent(() => import('./locations/Locations'), 'Locations'),
  }),
  createRoute({
    ...parent,
    path: '/stock/purchase-orders',
    validateSearch: (search) => optional({ state: oneOf(PURCHASE_STATES, search.state), supplier: text(search.supplier) }),
    component: lazyRouteComponent(() => import('./purchases/Purchases'), 'Purchases'),
  }),
  createRoute({
    ...parent,
    path: '/stock/purchase-orders/new',
    validateSearch: (search) => optional({ supplier: text(search.supplier) }),
    component: lazyRouteComponent(() => import('./purchases/NewPurchase'), 'NewPurchase'),
  }),
  createRoute({ ...parent, path: '/stock/purchase-orders/$order', component: lazyRouteComponent(() => import('./purchases/PurchasePage'), 'PurchasePage') }),
  createRoute({ ...parent, path: '/stock/purchase-orders/$order/edit', component: lazyRouteComponent(() => import('./purchases/EditPurchase'), 'EditPurchase') }),
  createRoute({
    ...parent,
    path: '/stock/suppliers',
    validateSearch: (search) => optional({ create: flag(search.create), q: text(search.q) }),
    component: lazyRouteComponent(() => import('./suppliers/Suppliers'), 'Suppliers'),
  }),
  createRoute({ ...parent, path: '/stock/suppliers/$supplier', component: lazyRouteComponent(() => import('./suppliers/SupplierPage'), 'SupplierPage') }),
  createRoute({
    ...parent,
    path: '/stock/transfers',
    validateSearch: (search) => optional({ state: oneOf(TRANSFER_STATES, search.state) }),
    component: lazyRouteComponent(() => import('./transfers/Transfers'), 'Transfers'),
  }),
  createRoute({ ...parent, path: '/stock/transfers/new', component: lazyRouteComponent(() => import('./transfers/NewTransfer'), 'NewTransfer') }),
  createRoute({ ...parent, path: '/stock/transfers/$transfer', component: lazyRouteComponent(() => import('./transfers/TransferPage'), 'TransferPage') }),
  createRoute({
    ...parent,
    path: '/stock/counts',
    validateSearch: (search) => optional({ create: flag(search.create), state: oneOf(COUNT_STATES, search.state) }),
    component: lazyRouteComponent(() => import('./counts/Counts'), 'Counts'),
  }),
  createRoute({ ...parent, path: '/stock/counts/$count', component: lazyRouteComponent(() => import('./counts/CountPage'), 'CountPage') }),
] as const;
