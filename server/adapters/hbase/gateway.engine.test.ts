import { gatewayContract } from './gateway.contract.ts';

const url = process.env.HBASE_URL ?? '';
const drop = (): Promise<unknown> => fetch(`${url}/gated/schema`, { method: 'DELETE' });

gatewayContract('HBase', async () => {
  await drop();
  return {
    url,
    async remove() {
      await drop();
    },
  };
});
