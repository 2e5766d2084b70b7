import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStoreContract } from '#server/ports/file-store.contract.ts';
import { createLocalFiles } from './local-files.ts';

fileStoreContract('A local folder whose files are trusted for a while', async () => {
  const root = await mkdtemp(join(tmpdir(), 'files-'));
  return {
    files: createLocalFiles({ root, openFilesAtMost: 2, trustedForMs: 1_000 }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
});

fileStoreContract('A local folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'files-'));
  return {
    files: createLocalFiles({ root, openFilesAtMost: 16 }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
});

describe('a local folder', () => {
  let base: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'files-'));
    await mkdir(join(base, 'root/in'), { recursive: true });
    await mkdir(join(base, 'outside'));
    await writeFile(join(base, 'outside/secret.parquet'), 'secret');
    await writeFile(join(base, 'root/in/own.parquet'), 'own');
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  it('never follows a link out of its root', async () => {
    await symlink(join(base, 'outside/secret.parquet'), join(base, 'root/file.parquet'));
    await symlink(join(base, 'outside'), join(base, 'root/folder'));
    await symlink('loop', join(base, 'root/loop'));
    const files = createLocalFiles({ root: join(base, 'root') });
    for (const path of ['file.parquet', 'folder/secret.parquet', 'loop']) {
      await expect(files.read(path, 0, 9)).rejects.toMatchObject({ kind: 'bad-request' });
      await expect(files.stat(path)).rejects.toMatchObject({ kind: 'bad-request' });
    }
    await expect(files.write('folder/new/x', [Buffer.from('1')])).rejects.toMatchObject({ kind: 'bad-request' });
    await expect(files.remove('folder/secret.parquet')).rejects.toMatchObject({ kind: 'bad-request' });
    expect(await readdir(join(base, 'outside'))).toEqual(['secret.parquet']);
    const paths: string[] = [];
    for await (const path of files.list('')) paths.push(path);
    expect(paths).toEqual(['in/own.parquet']);
    await files.close();
  });

  it('may itself be reached through a link, and hold links that stay inside', async () => {
    await symlink(join(base, 'root'), join(base, 'alias'));
    await symlink('in/own.parquet', join(base, 'root/inner.parquet'));
    const files = createLocalFiles({ root: join(base, 'alias') });
    expect(Buffer.from((await files.read('inner.parquet', 0, 9)) ?? []).toString()).toBe('own');
    await files.close();
  });

  it('sees what another process replaced, through a file it keeps open', async () => {
    const files = createLocalFiles({ root: join(base, 'root') });
    await files.read('in/own.parquet', 0, 9);
    spawnSync('sh', ['-c', 'echo -n newer > x && mv x own.parquet'], { cwd: join(base, 'root/in') });
    expect(Buffer.from((await files.read('in/own.parquet', 0, 9)) ?? []).toString()).toBe('newer');
    spawnSync('rm', ['own.parquet'], { cwd: join(base, 'root/in') });
    expect(await files.read('in/own.parquet', 0, 9)).toBeUndefined();
    await files.close();
  });

  it('looks at a file it trusts again once the time of trust is over', async () => {
    let now = 0;
    const files = createLocalFiles({ root: join(base, 'root'), trustedForMs: 1_000, nowMs: () => now });
    const text = async () => Buffer.from((await files.read('in/own.parquet', 0, 9)) ?? []).toString();
    expect(await text()).toBe('own');
    spawnSync('sh', ['-c', 'echo -n newer > x && mv x own.parquet'], { cwd: join(base, 'root/in') });
    now = 999;
    expect(await text()).toBe('own');
    now = 1_000;
    expect(await text()).toBe('newer');
    await files.close();
  });

  it('opens a file once for all who ask meanwhile, and looks at it once', async () => {
    let now = 0;
    const files = createLocalFiles({ root: join(base, 'root'), trustedForMs: 1_000, nowMs: () => now });
    const descriptors = async () => (await readdir('/proc/self/fd')).length;
    const ask = () => Promise.all(Array.from({ length: 20 }, () => files.read('in/own.parquet', 0, 9)));
    const before = await descriptors();
    for (const bytes of await ask()) expect(Buffer.from(bytes ?? []).toString()).toBe('own');
    expect((await descriptors()) - before).toBe(1);
    spawnSync('sh', ['-c', 'echo -n newer > x && mv x own.parquet'], { cwd: join(base, 'root/in') });
    now = 1_000;
    for (const bytes of await ask()) expect(Buffer.from(bytes ?? []).toString()).toBe('newer');
    expect((await descriptors()) - before).toBe(1);
    await files.close();
    await expect.poll(descriptors).toBe(before);
  });

  it('hides and clears away what a killed writer left', async () => {
    const dead = spawnSync('true').pid;
    await writeFile(join(base, `root/in/.own.parquet.${dead}.0.unfinished`), 'half');
    const files = createLocalFiles({ root: join(base, 'root') });
    const paths: string[] = [];
    for await (const path of files.list('')) paths.push(path);
    expect(paths).toEqual(['in/own.parquet']);
    await files.write('in/own.parquet', [Buffer.from('whole')]);
    expect(await readdir(join(base, 'root/in'))).toEqual(['own.parquet']);
    await files.close();
  });

  it('says that there is no lake yet, and works once there is one', async () => {
    const files = createLocalFiles({ root: join(base, 'later') });
    await expect(files.ping()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await files.read('x', 0, 1)).toBeUndefined();
    await mkdir(join(base, 'later'));
    await expect(files.ping()).resolves.toBeUndefined();
    await files.close();
  });
});
