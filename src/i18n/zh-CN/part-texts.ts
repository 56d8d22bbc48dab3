// 中文：每个部件的用途，以及对应的 Kubernetes 文档页面。
const docs = 'https://kubernetes.io/zh-cn/docs';
export const part = {
  'kubectl': { text: '写 YAML 的人。kubectl apply 把它发给 API 服务器；除此之外，不与任何组件打交道。', link: `${docs}/reference/kubectl/generated/kubectl_apply/` },
  'kube-apiserver': { text: '通往集群状态的唯一入口。它解码、填默认值、校验、准入，然后存储；其他组件的读写都要经过它。', link: `${docs}/concepts/overview/kubernetes-api/` },
  'etcd': { text: '每个对象以一个键保存。每次写入得到下一个版本号；基于旧版本的写入会被拒绝。', link: `${docs}/concepts/overview/components/#etcd` },
  'watch': { text: '想知道变化的组件会保持一个 watch 连接；API 服务器把这类对象的每次变化都发送下去。', link: `${docs}/reference/using-api/api-concepts/#efficient-detection-of-changes` },
  'informer': { text: '控制器自己的对象副本，由 watch 保持更新。它可能比 etcd 稍微落后；控制器只从这里读取。', link: `${docs}/concepts/architecture/controller/` },
  'handlers': { text: '缓存每次增加、更新、删除对象时被调用。它们不采取行动，只把 Job 的键放进队列。', link: `${docs}/concepts/architecture/controller/` },
  'queue': { text: '需要查看的键。不管加入多少次，一个键只在队列里出现一次；处理期间又有变化的键会在之后回来；失败之后，每次等待更久。', link: `${docs}/concepts/architecture/controller/` },
  'workers': { text: '每次取一个键进行调谐。同一个键绝不会同时由两个工作协程处理。', link: `${docs}/concepts/architecture/controller/` },
  'reconcile': { text: '比较期望状态与实际状态，向期望迈出一步：创建 Pod、删除 Pod、写入状态。', link: `${docs}/concepts/architecture/controller/#desired-vs-current` },
  'job-controller': { text: '让 Job 需要的那么多 Pod 保持运行，统计它们如何结束，失败后重试，并宣布 Job 完成或失败。', link: `${docs}/concepts/workloads/controllers/job/` },
  'cronjob-controller': { text: '每到日程规定的时刻，就按并发策略创建一个 Job，并清理旧的 Job。', link: `${docs}/concepts/workloads/controllers/cron-jobs/` },
  'ttl-after-finished': { text: '已结束的 Job 超过 ttlSecondsAfterFinished 之后将其删除。', link: `${docs}/concepts/workloads/controllers/ttlafterfinished/` },
  'garbage-collector': { text: '删除属主已不存在的对象，例如已删除的 Job 的 Pod。', link: `${docs}/concepts/architecture/garbage-collection/` },
  'dependency-controller': { text: '一个附加控制器：当所等待的 Job 完成后，启动处于挂起状态的 Job。', link: `${docs}/concepts/extend-kubernetes/` },
  'kube-scheduler': { text: '为每个还没有节点的 Pod 找到一个节点，并绑定上去。', link: `${docs}/concepts/scheduling-eviction/kube-scheduler/` },
  'kubelet': { text: '节点上的代理：拉取镜像、启动容器、按策略重启容器，并上报 Pod 的状态。', link: `${docs}/reference/command-line-tools-reference/kubelet/` },
  'node': { text: '运行 Pod 的机器。', link: `${docs}/concepts/architecture/nodes/` },
  'pod': { text: '一次尝试：在同一个节点上一起运行的若干容器，从 Pending 直到 Succeeded 或 Failed。', link: `${docs}/concepts/workloads/pods/pod-lifecycle/` },
};
