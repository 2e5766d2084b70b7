/** Where the end to end stack listens: ports of its own, so that a running portal is not disturbed. */
export const ports = {
  web: 3900,
  webOnMock: 3901,
  objectApi: 3981,
  cutoutApi: 3982,
  mockApi: 3983,
  webOnFarMock: 3902,
  farMockApi: 3984,
  imcce: 3985,
  cds: 3986,
} as const;

const local = (port: number) => `http://127.0.0.1:${port}`;

export const addresses = {
  /** The portal on our services, with the simulated survey and, where they are, real alerts. */
  web: local(ports.web),
  /** The portal on the mock API, whose ids have failures by name. */
  webOnMock: local(ports.webOnMock),
  objectApi: local(ports.objectApi),
  cutoutApi: local(ports.cutoutApi),
  mockApi: local(ports.mockApi),
  /** The portal on a mock of its own that keeps every answer back for 800 ms. */
  webOnFarMock: local(ports.webOnFarMock),
  farMockApi: local(ports.farMockApi),
  /** Miriade and SsODNet, as a stand-in tells them. */
  imcce: local(ports.imcce),
  /** Images of sky surveys at the CDS, as a stand-in makes them. */
  cds: local(ports.cds),
} as const;
