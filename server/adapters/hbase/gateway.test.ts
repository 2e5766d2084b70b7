import { startFakeRest } from './fake-rest.ts';
import { gatewayContract } from './gateway.contract.ts';

gatewayContract('HBase REST as a fake speaks it', async () => {
  const fake = await startFakeRest();
  return { url: fake.url, remove: () => fake.close() };
});
