// Vendure with the same number of products as Tradepost has, beside which it is measured. One process, SQLite
// (better-sqlite3) or PostgreSQL (BENCH_POSTGRES=postgres://…), search by its own plugin, logging at errors only.
//
//   node server.js FOLDER PORT PRODUCTS      seeds an empty database, then serves; says "ready" when it does
'use strict';

const {
  bootstrap, DefaultJobQueuePlugin, DefaultSearchPlugin, DefaultLogger, LogLevel, FastImporterService,
  Populator, JobQueueService, dummyPaymentHandler, RequestContextService, ProductService, LanguageCode,
  TaxCategoryService,
} = require('@vendure/core');
const crypto = require('crypto');
const path = require('path');

const [folder, port, products] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const postgres = process.env.BENCH_POSTGRES;

const config = {
  apiOptions: { port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api', shopListQueryLimit: 200 },
  authOptions: {
    tokenMethod: ['bearer'],
    requireVerification: false,
    // In production it refuses to start with the passwords that everybody knows.
    superadminCredentials: { identifier: 'measurer', password: crypto.randomUUID() },
    cookieOptions: { secret: 'measured' },
  },
  dbConnectionOptions: postgres
    ? { type: 'postgres', url: postgres, synchronize: true, logging: false }
    : { type: 'better-sqlite3', database: path.join(folder, 'vendure.sqlite'), synchronize: true, logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  importExportOptions: { importAssetsDir: folder },
  logger: new DefaultLogger({ level: LogLevel.Error }),
  plugins: [DefaultJobQueuePlugin.init({ pollInterval: 200 }), DefaultSearchPlugin.init({ bufferUpdates: false, indexStockStatus: true })],
};

const initialData = {
  defaultLanguage: LanguageCode.en,
  defaultZone: 'Europe',
  taxRates: [{ name: 'Standard', percentage: 19 }],
  countries: [{ name: 'Germany', code: 'DE', zone: 'Europe' }],
  shippingMethods: [{ name: 'Home delivery', price: 490 }],
  paymentMethods: [{ name: 'Dummy', handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: 'true' }] } }],
  collections: [],
};

// The words that Tradepost's own side of the measurement uses, so that both search the same texts.
const NOUNS = ['jacket', 'tent', 'lamp', 'bottle', 'backpack', 'stove', 'rope', 'boots', 'gloves', 'map'];
const ADJECTIVES = ['light', 'warm', 'alpine', 'folding', 'waterproof', 'compact', 'classic', 'nordic', 'rugged', 'bright'];

async function seed(app) {
  await app.get(Populator).populateInitialData(initialData);
  const importer = app.get(FastImporterService);
  await importer.initialize();
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin' });
  const [tax] = (await app.get(TaxCategoryService).findAll(ctx)).items;
  for (let number = 0; number < products; number += 1) {
    const name = `${ADJECTIVES[number % 10]} ${NOUNS[Math.floor(number / 10) % 10]} ${number}`;
    const texts = { languageCode: LanguageCode.en, name };
    const productId = await importer.createProduct({
      enabled: true,
      translations: [{ ...texts, slug: name.replaceAll(' ', '-'), description: `A ${name} for long days outside.` }],
    });
    await importer.createProductVariant({
      productId, sku: `SKU-${number}`, price: 1000 + (number % 9000), taxCategoryId: tax.id, stockOnHand: 1_000_000,
      translations: [texts],
    });
  }
}

async function reindex(app) {
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin' });
  const { SearchIndexService } = require('@vendure/core/dist/plugin/default-search-plugin/indexer/search-index.service');
  const job = await app.get(SearchIndexService).reindex(ctx);
  await new Promise((resolve, reject) => job.updates({ pollInterval: 500, timeoutMs: 30 * 60_000 }).subscribe({ complete: resolve, error: reject }));
}

(async () => {
  const app = await bootstrap(config);
  await app.get(JobQueueService).start();
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin' });
  const { totalItems } = await app.get(ProductService).findAll(ctx, { take: 1 });
  if (totalItems === 0) {
    await seed(app);
    await reindex(app);
  }
  process.stdout.write('ready\n');
})().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
