// 中文：TTL 控制器、垃圾收集器和依赖控制器作出决定的理由。
export const ttl = {
  notToClean: '不需要清理：它已不存在或正在删除、还没有结束，或没有设置 ttlSecondsAfterFinished。', noFinishTime: '它已经结束，但不知道是何时结束的。', waits: '存活时间还没到：还剩 {{leftMs, seconds}}。',
  expired: '按缓存来看存活时间已到；为了确认，再向 API 服务器读取一次这个 Job。', deletes: '存活时间已到：先删除它的 Pod，再删除它本身。', deleted: '删除请求已被接受。', gone: '它已经被别人删除了。', failed: 'API 服务器拒绝了（{{message}}）：将重试。',
};
export const gc = {
  notInGraph: '这个对象已不在图中。', beingDeleted: '它已经在删除途中。', readsLatest: '缓存可能过时，因此向 API 服务器重新读取这个对象。', gone: '这个对象已经不存在。', noOwner: '它没有属主：不需要收集。',
  readsOwners: '查询它的属主（{{owners}} 个）。', ownerExists: '有属主存在：予以保留。', dropsReferences: '有的属主还在，有的已不存在：移除 {{count}} 个引用。', deletes: '已没有属主：将其删除（{{policy}}）。',
  waitsForDependents: '前台删除：先删除阻塞它的 {{blocking}} 个从属对象。', unblocked: '已没有阻塞：移除 finalizer foregroundDeletion。', orphans: '它的 {{count}} 个从属对象失去引用，但保留下来。',
  orphaned: '所有从属对象都已放走：移除 finalizer orphan。', ownerDeleted: '它的属主已不存在。', ownerWaits: '它的属主正等待从属对象消失。', done: 'API 服务器已接受。', failed: 'API 服务器拒绝了（{{message}}）：将重试。',
};
export const dependency = {
  none: '没有要做的事：这个 Job 没有挂起、已经结束、已被恢复过，或不依赖任何 Job。', waits: '它在等待 {{waiting}}。', failed: '它所依赖的 {{failed}} 失败了：保持挂起。', circle: '它的依赖绕回了自己（{{circle}}）：保持挂起。',
  met: '它等待的 Job 都已完成（{{jobs}}）：恢复运行。', resumed: 'API 服务器已接受。', refused: 'API 服务器拒绝了（{{message}}）：将重试。',
};
