<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>BulkRun</name>
        <message>
            <source>It belongs to somebody else.</source>
            <translation>它属于他人。</translation>
        </message>
        <message>
            <source>One of them belongs to somebody else.</source>
            <translation>其中一个属于他人。</translation>
        </message>
        <message>
            <source>%1 of them belong to others.</source>
            <translation>其中 %1 个属于他人。</translation>
        </message>
        <message>
            <source>Not done with %1: %2</source>
            <translation>%1 未完成：%2</translation>
        </message>
        <message>
            <source>And not with %1 more.</source>
            <translation>另有 %1 个也未完成。</translation>
        </message>
    </context>
    <context>
        <name>ConnectionText</name>
        <message>
            <source>This computer</source>
            <translation>本机</translation>
        </message>
        <message>
            <source>%1 as %2</source>
            <translation>%1，以 %2 登录</translation>
        </message>
    </context>
    <context>
        <name>DatasetBulk</name>
        <message>
            <source>dataset %1</source>
            <translation>数据集 %1</translation>
        </message>
        <message>
            <source>%1 datasets</source>
            <translation>%1 个数据集</translation>
        </message>
        <message>
            <source>Lost for ever: %1 files (%2) on the platform.</source>
            <translation>永久丢失：平台上的 %1 个文件（%2）。</translation>
        </message>
        <message>
            <source>Delete %1</source>
            <translation>删除 %1</translation>
        </message>
        <message>
            <source>Delete %1?</source>
            <translation>删除 %1？</translation>
        </message>
        <message>
            <source>Kept: the folders that were uploaded, and jobs with all that they wrote.</source>
            <translation>保留：上传时的文件夹，以及作业和它们写出的一切。</translation>
        </message>
        <message>
            <source>Deleted %1.</source>
            <translation>已删除 %1。</translation>
        </message>
    </context>
    <context>
        <name>DeclaredTexts</name>
        <message>
            <source>While it is released everything may change but its name and its cluster.</source>
            <translation>已释放时，除名称和集群外均可修改。</translation>
        </message>
        <message>
            <source>While it runs its description and labels may change. Release it to change more.</source>
            <translation>运行中只能修改说明和标签。释放后可修改其余内容。</translation>
        </message>
        <message>
            <source>The dataset is complete: its description and labels may change.</source>
            <translation>数据集已完成：可修改说明和标签。</translation>
        </message>
        <message>
            <source>The dataset is being uploaded, which counts its files itself.</source>
            <translation>数据集正在上传，文件数由上传过程自动统计。</translation>
        </message>
        <message>
            <source>Its files stay where they are: description and labels may change, and its size may grow.</source>
            <translation>文件留在原处：可以修改说明和标签，也可以扩容。</translation>
        </message>
        <message>
            <source># This is too long to be shown here. slipwayctl get prints all of it.</source>
            <translation># 内容过长，无法在此显示。slipwayctl get 可输出全部内容。</translation>
        </message>
        <message>
            <source>A job runs as it was submitted; only its description, retries and labels can change.</source>
            <translation>作业按提交时的内容运行；只能更改其说明、重试次数和标签。</translation>
        </message>
    </context>
    <context>
        <name>DryRun</name>
        <message>
            <source>Would wait: %1</source>
            <translation>需要等待：%1</translation>
        </message>
        <message>
            <source>Can start now.</source>
            <translation>现在即可启动。</translation>
        </message>
    </context>
    <context>
        <name>EnvironmentBulk</name>
        <message>
            <source>environment %1</source>
            <translation>环境 %1</translation>
        </message>
        <message>
            <source>%1 environments</source>
            <translation>%1 个环境</translation>
        </message>
        <message>
            <source>Release %1</source>
            <translation>释放 %1</translation>
        </message>
        <message>
            <source>Release %1?</source>
            <translation>释放 %1？</translation>
        </message>
        <message>
            <source>Lost: what programs hold in memory, such as running notebooks.</source>
            <translation>丢失：程序内存中的内容，例如正在运行的笔记本。</translation>
        </message>
        <message>
            <source>Kept: files and packages. What is released can be resumed.</source>
            <translation>保留：文件和软件包。释放后可以恢复。</translation>
        </message>
        <message>
            <source>Releasing %1. Files and packages are kept.</source>
            <translation>正在释放 %1。文件和软件包会保留。</translation>
        </message>
        <message>
            <source>Delete %1</source>
            <translation>删除 %1</translation>
        </message>
        <message>
            <source>Delete %1?</source>
            <translation>删除 %1？</translation>
        </message>
        <message>
            <source>Lost for ever: files, installed packages, and logs.</source>
            <translation>永久丢失：文件、已安装的软件包和日志。</translation>
        </message>
        <message>
            <source>Kept: datasets, and jobs with all that they wrote.</source>
            <translation>保留：数据集，以及作业和它们写出的一切。</translation>
        </message>
        <message>
            <source>Deleted %1.</source>
            <translation>已删除 %1。</translation>
        </message>
    </context>
    <context>
        <name>Explain</name>
        <message>
            <source>This flavor does not exist. Choose another one.</source>
            <translation>该规格不存在，请另选一个。</translation>
        </message>
        <message>
            <source>This image does not exist. Choose another one.</source>
            <translation>该镜像不存在，请另选一个。</translation>
        </message>
        <message>
            <source>A chosen dataset does not exist any more. Choose others.</source>
            <translation>所选的某个数据集已不存在，请另选。</translation>
        </message>
        <message>
            <source>This environment does not exist any more. Choose another one.</source>
            <translation>该环境已不存在，请另选一个。</translation>
        </message>
        <message>
            <source>There is no such project, or you are not a member of it. Check its name, or ask its manager to add you.</source>
            <translation>该项目不存在，或您不是其成员。请检查名称，或请其管理员将您加入。</translation>
        </message>
        <message>
            <source>The file of connections is damaged at %1. Correct the line or remove the file.</source>
            <translation>连接文件在 %1 处损坏，请更正该行或删除该文件。</translation>
        </message>
        <message>
            <source>No machine of the platform is large enough for this flavor. Choose a smaller one.</source>
            <translation>平台上没有任何机器能满足该规格，请选择更小的规格。</translation>
        </message>
        <message>
            <source>With more than one person here, their tasks could read each other&apos;s files. The platform&apos;s administrator can run slipwayd as root on a directory such as /var/lib/slipway, or with --trust-members.</source>
            <translation>此平台有多位成员，他们的任务可能互相读取文件。平台管理员可以用 root 在 /var/lib/slipway 这样的目录上运行 slipwayd，或使用 --trust-members 启动。</translation>
        </message>
        <message>
            <source>The uploaded code is not there any more. Submit the folder again.</source>
            <translation>上传的代码已不存在，请重新提交该文件夹。</translation>
        </message>
        <message>
            <source>Waits until its files are safe from the tasks of others here.</source>
            <translation>等待直到其文件不会被他人的任务读取。</translation>
        </message>
        <message>
            <source>This name is taken in the project. Choose another one.</source>
            <translation>该名称在项目中已被使用，请换一个。</translation>
        </message>
        <message>
            <source>A name has at most 63 lower-case letters, digits and hyphens, starts with a letter and does not end with a hyphen.</source>
            <translation>名称最多 63 个字符，只能包含小写字母、数字和连字符，以字母开头，且不能以连字符结尾。</translation>
        </message>
        <message>
            <source>The secret key does not belong to this access key. Check both.</source>
            <translation>私有密钥与访问密钥不匹配，请检查两者。</translation>
        </message>
        <message>
            <source>This access key was revoked. Make a new one.</source>
            <translation>该访问密钥已被吊销，请新建一个。</translation>
        </message>
        <message>
            <source>This access key has expired. Make a new one.</source>
            <translation>该访问密钥已过期，请新建一个。</translation>
        </message>
        <message>
            <source>The clocks of this computer and of the server differ too much. Set them right.</source>
            <translation>本机与服务器的时钟相差过大，请校准时间。</translation>
        </message>
        <message>
            <source>The server does not accept the access key. Check both keys.</source>
            <translation>服务器不接受该访问密钥，请检查两个密钥。</translation>
        </message>
        <message>
            <source>Your role in this project does not allow this. Ask a manager of the project.</source>
            <translation>您在该项目中的角色无权执行此操作，请联系项目管理员。</translation>
        </message>
        <message>
            <source>It does not exist, or you may not see it.</source>
            <translation>它不存在，或者您无权查看。</translation>
        </message>
        <message>
            <source>This cannot be done in its present state. Look again and repeat.</source>
            <translation>当前状态下无法执行此操作，请确认后重试。</translation>
        </message>
        <message>
            <source>A quota or a disk of the platform is full.</source>
            <translation>平台的配额或磁盘已满。</translation>
        </message>
        <message>
            <source>This is larger than the platform takes.</source>
            <translation>超出了平台允许的大小。</translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the address and the network.</source>
            <translation>无法连接服务器，请检查地址和网络。</translation>
        </message>
        <message>
            <source>The server took too long to answer. Try again.</source>
            <translation>服务器响应超时，请重试。</translation>
        </message>
        <message>
            <source>The data is damaged.</source>
            <translation>数据已损坏。</translation>
        </message>
        <message>
            <source>This was cancelled.</source>
            <translation>已取消。</translation>
        </message>
        <message>
            <source>The server made an error. Try again; its log says more.</source>
            <translation>服务器出错，请重试；详情见服务器日志。</translation>
        </message>
        <message>
            <source>Waits until enough GPUs are free.</source>
            <translation>等待足够的空闲 GPU。</translation>
        </message>
        <message>
            <source>Waits until enough CPUs and memory are free.</source>
            <translation>等待足够的空闲 CPU 和内存。</translation>
        </message>
        <message>
            <source>Waits its turn: others have waited longer.</source>
            <translation>按序等待：其他任务等待得更久。</translation>
        </message>
        <message>
            <source>Waits until a dataset that it uses is complete.</source>
            <translation>等待所用的数据集上传完成。</translation>
        </message>
        <message>
            <source>Waits until the environment that it uses is ready.</source>
            <translation>等待所用的环境就绪。</translation>
        </message>
        <message>
            <source>The command ended with an error. The log says why.</source>
            <translation>命令运行出错，原因见日志。</translation>
        </message>
        <message>
            <source>It could not be started.</source>
            <translation>无法启动。</translation>
        </message>
        <message>
            <source>Stopped on request.</source>
            <translation>已按请求停止。</translation>
        </message>
        <message>
            <source>Stopped when its time limit was over.</source>
            <translation>达到时长上限，已停止。</translation>
        </message>
        <message>
            <source>Stopped because it held more on the disk than its flavor allows.</source>
            <translation>占用的磁盘超过规格上限，已停止。</translation>
        </message>
        <message>
            <source>It ended, and nobody saw how. Its machine may have restarted.</source>
            <translation>它已结束，但原因不明。所在机器可能重启过。</translation>
        </message>
        <message>
            <source>Only an administrator may do this.</source>
            <translation>只有管理员可以执行此操作。</translation>
        </message>
        <message>
            <source>It belongs to somebody else, and your role does not allow this.</source>
            <translation>它属于其他人，您的角色无权执行此操作。</translation>
        </message>
        <message>
            <source>It belongs to somebody else: give a reason.</source>
            <translation>它属于其他人，请说明理由。</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>此项必填。</translation>
        </message>
        <message>
            <source>This value cannot be used here.</source>
            <translation>此处不能使用该值。</translation>
        </message>
        <message>
            <source>This number is too small or too large.</source>
            <translation>数值过小或过大。</translation>
        </message>
        <message>
            <source>This dataset is not complete yet.</source>
            <translation>该数据集尚未上传完成。</translation>
        </message>
        <message>
            <source>It is being deleted.</source>
            <translation>正在删除。</translation>
        </message>
        <message>
            <source>It is not running.</source>
            <translation>未在运行。</translation>
        </message>
        <message>
            <source>It has ended already.</source>
            <translation>已经结束。</translation>
        </message>
        <message>
            <source>It is running already.</source>
            <translation>已在运行。</translation>
        </message>
        <message>
            <source>It is still being stopped. Try again in a moment.</source>
            <translation>仍在停止中，请稍后重试。</translation>
        </message>
        <message>
            <source>Somebody else changed it meanwhile. Look again and repeat.</source>
            <translation>其他人已修改，请确认后重试。</translation>
        </message>
        <message>
            <source>There is no file in this folder.</source>
            <translation>该文件夹中没有文件。</translation>
        </message>
        <message>
            <source>There is no such folder on this computer.</source>
            <translation>本机上没有该文件夹。</translation>
        </message>
        <message>
            <source>This folder cannot be read. Check its permissions.</source>
            <translation>无法读取该文件夹，请检查权限。</translation>
        </message>
        <message>
            <source>The code folder is too large. List what is not needed in .slipwayignore.</source>
            <translation>代码文件夹过大。请在 .slipwayignore 中列出不需要的内容。</translation>
        </message>
        <message>
            <source>The program slipwayd is missing beside this one. Install it again.</source>
            <translation>缺少 slipwayd 程序，请重新安装。</translation>
        </message>
        <message>
            <source>The platform could not be started on this computer. Its log says why.</source>
            <translation>无法在本机启动平台，原因见其日志。</translation>
        </message>
        <message>
            <source>The answer is not that of a Slipway server of this version. Check the address.</source>
            <translation>应答不是来自此版本的 Slipway 服务器，请检查地址。</translation>
        </message>
        <message>
            <source>This is not an address that can be used.</source>
            <translation>该地址无法使用。</translation>
        </message>
        <message>
            <source>The keychain of this desktop cannot be used. Enter the keys again.</source>
            <translation>无法使用本机的钥匙串，请重新输入密钥。</translation>
        </message>
        <message>
            <source>Nothing is free for it now. Try again later.</source>
            <translation>目前没有空闲资源，请稍后重试。</translation>
        </message>
        <message>
            <source>It holds nothing but its files.</source>
            <translation>仅保留文件，不占用资源。</translation>
        </message>
        <message>
            <source>Waits until it can start.</source>
            <translation>等待启动。</translation>
        </message>
        <message>
            <source>It is being started.</source>
            <translation>正在启动。</translation>
        </message>
        <message>
            <source>It is being stopped.</source>
            <translation>正在停止。</translation>
        </message>
        <message>
            <source>The last attempt failed; the next one starts soon.</source>
            <translation>上次尝试失败，即将重试。</translation>
        </message>
        <message>
            <source>The command was ended by a signal. The log may say why.</source>
            <translation>命令被信号终止，原因可能见日志。</translation>
        </message>
        <message>
            <source>Its code could not be fetched. The log says why.</source>
            <translation>无法获取代码，原因见日志。</translation>
        </message>
        <message>
            <source>No machine of the platform is large enough for this flavor.</source>
            <translation>平台上没有任何机器能满足该规格。</translation>
        </message>
        <message>
            <source>It was released because its server ended by itself. Resume it to go on.</source>
            <translation>其服务自行退出，环境已释放。恢复后可继续使用。</translation>
        </message>
        <message>
            <source>It was released because its duration is over. Resume it to go on.</source>
            <translation>已达到设定时长，环境已释放。恢复后可继续使用。</translation>
        </message>
        <message>
            <source>Not all of its replicas found room in time; it will be tried again.</source>
            <translation>未能及时为全部副本找到资源，稍后会重试。</translation>
        </message>
        <message>
            <source>It is ready and waits for the other replicas.</source>
            <translation>已就绪，正在等待其他副本。</translation>
        </message>
        <message>
            <source>Waits until enough CPUs are free.</source>
            <translation>等待足够的空闲 CPU。</translation>
        </message>
        <message>
            <source>Waits until enough memory is free.</source>
            <translation>等待足够的空闲内存。</translation>
        </message>
        <message>
            <source>No node of the cluster takes it now.</source>
            <translation>集群中目前没有节点可以接收它。</translation>
        </message>
        <message>
            <source>The cluster holds it back until others let it through.</source>
            <translation>集群暂时拦下了它，等待放行。</translation>
        </message>
        <message>
            <source>Waits for its volume, which the cluster has not made yet.</source>
            <translation>等待其存储卷，集群尚未创建好。</translation>
        </message>
        <message>
            <source>Its image cannot be fetched. Check its name and the registry.</source>
            <translation>无法拉取镜像。请检查镜像名称和镜像仓库。</translation>
        </message>
        <message>
            <source>Its node cannot start its container.</source>
            <translation>节点无法启动它的容器。</translation>
        </message>
        <message>
            <source>The environment&apos;s Python packages are being prepared.</source>
            <translation>正在准备环境的 Python 软件包。</translation>
        </message>
        <message>
            <source>Its code and datasets are being fetched.</source>
            <translation>正在获取代码和数据集。</translation>
        </message>
        <message>
            <source>This image runs as root, which the project does not allow. Choose another one, or ask an administrator to allow it.</source>
            <translation>该镜像以 root 身份运行，而项目不允许这样做。请换一个镜像，或请管理员放行。</translation>
        </message>
        <message>
            <source>Its node went away or was shut down.</source>
            <translation>所在节点已离开或已关机。</translation>
        </message>
        <message>
            <source>Its node does not answer, so it may run on there. It is waited for; an administrator who knows that the node is off can fence it.</source>
            <translation>所在节点没有响应，它可能仍在那里运行，因此继续等待；确知节点已关机的管理员可以将其隔离。</translation>
        </message>
        <message>
            <source>Its node is off or gone.</source>
            <translation>所在节点已关机或已移除。</translation>
        </message>
        <message>
            <source>It runs on but is not followed any more; how it ends will be known.</source>
            <translation>仍在运行，但已无法跟踪其进展；结束情况仍会记录。</translation>
        </message>
        <message>
            <source>Its cluster cannot be asked now. What runs there is waited for.</source>
            <translation>目前无法询问其所在集群；在那里运行的内容会继续等待。</translation>
        </message>
        <message>
            <source>Its cluster takes nothing new at present.</source>
            <translation>其所在集群目前不接受新的任务。</translation>
        </message>
        <message>
            <source>The API server answers.</source>
            <translation>API 服务器有应答。</translation>
        </message>
        <message>
            <source>The API server does not answer as it should.</source>
            <translation>API 服务器未正常应答。</translation>
        </message>
        <message>
            <source>The version of Kubernetes is one that was tried.</source>
            <translation>此 Kubernetes 版本经过验证。</translation>
        </message>
        <message>
            <source>The version of Kubernetes is older than any that was tried.</source>
            <translation>此 Kubernetes 版本早于所有验证过的版本。</translation>
        </message>
        <message>
            <source>The account may do all that is needed.</source>
            <translation>该账户拥有所需的全部权限。</translation>
        </message>
        <message>
            <source>The account lacks rights; the request below names them.</source>
            <translation>该账户缺少权限，下面的请求中已列出。</translation>
        </message>
        <message>
            <source>What the account may do could not be asked.</source>
            <translation>无法查询该账户的权限。</translation>
        </message>
        <message>
            <source>There are nodes that take pods.</source>
            <translation>有节点可以接收 Pod。</translation>
        </message>
        <message>
            <source>No node takes pods now.</source>
            <translation>目前没有节点接收 Pod。</translation>
        </message>
        <message>
            <source>The nodes cannot be seen.</source>
            <translation>无法查看节点。</translation>
        </message>
        <message>
            <source>There are nodes with GPUs.</source>
            <translation>有带 GPU 的节点。</translation>
        </message>
        <message>
            <source>No node offers GPUs, so only work without them can run there.</source>
            <translation>没有节点提供 GPU，只能在那里运行不需要 GPU 的任务。</translation>
        </message>
        <message>
            <source>Environments get volumes.</source>
            <translation>环境可以获得存储卷。</translation>
        </message>
        <message>
            <source>Environments get no volume as it is; jobs can run.</source>
            <translation>目前环境无法获得存储卷；作业可以运行。</translation>
        </message>
        <message>
            <source>The storage class does not exist.</source>
            <translation>该存储类不存在。</translation>
        </message>
        <message>
            <source>The storage classes cannot be seen.</source>
            <translation>无法查看存储类。</translation>
        </message>
        <message>
            <source>A pod ran.</source>
            <translation>已成功运行一个 Pod。</translation>
        </message>
        <message>
            <source>A pod did not run as it should.</source>
            <translation>Pod 未能正常运行。</translation>
        </message>
        <message>
            <source>The pod that was tried may be left in the cluster.</source>
            <translation>用于试运行的 Pod 可能仍留在集群中。</translation>
        </message>
        <message>
            <source>No pod could be tried.</source>
            <translation>未能试运行 Pod。</translation>
        </message>
        <message>
            <source>Pods can be followed through the API server.</source>
            <translation>可以通过 API 服务器跟踪 Pod。</translation>
        </message>
        <message>
            <source>What pods write cannot be read while they run.</source>
            <translation>Pod 运行期间无法读取其输出。</translation>
        </message>
        <message>
            <source>Pods reach the store of objects.</source>
            <translation>Pod 可以访问对象存储。</translation>
        </message>
        <message>
            <source>Pods do not reach the store of objects.</source>
            <translation>Pod 无法访问对象存储。</translation>
        </message>
        <message>
            <source>Whether pods reach the store was not tried.</source>
            <translation>未检查 Pod 能否访问对象存储。</translation>
        </message>
        <message>
            <source>A chosen volume does not exist any more. Choose others.</source>
            <translation>所选的某个数据卷已不存在，请另选。</translation>
        </message>
        <message>
            <source>A chosen volume is somebody else&apos;s own. Choose others.</source>
            <translation>所选的某个数据卷归他人专用，请另选。</translation>
        </message>
        <message>
            <source>No machine gives out such a part of a GPU. Choose another flavor.</source>
            <translation>没有机器能提供这样的部分 GPU，请选择其他规格。</translation>
        </message>
        <message>
            <source>Waits until a volume that it mounts is ready.</source>
            <translation>等待所挂载的数据卷就绪。</translation>
        </message>
        <message>
            <source>This link cannot be opened: it is malformed. A link looks like slipway://HOST/projects/PROJECT/jobs/NAME.</source>
            <translation>此链接无法打开：格式不正确。链接的形式为 slipway://HOST/projects/PROJECT/jobs/NAME。</translation>
        </message>
        <message>
            <source>The certificate of the server is not trusted. Trust it after you have compared its SHA-256, or name the authority that signed it.</source>
            <translation>服务器的证书不受信任。请核对其 SHA-256 后再信任它，或指定签发它的证书颁发机构。</translation>
        </message>
        <message>
            <source>The server shows another certificate than the one that you trusted. Ask its administrator whether it was renewed.</source>
            <translation>服务器出示的证书与您信任的不同。请向其管理员确认证书是否已更换。</translation>
        </message>
        <message>
            <source>The server shows no certificate. Write its address with https://.</source>
            <translation>服务器没有出示证书。请用 https:// 书写其地址。</translation>
        </message>
        <message>
            <source>This cannot change any more.</source>
            <translation>此项不能再修改。</translation>
        </message>
        <message>
            <source>This changes only while the environment is released.</source>
            <translation>此项仅在环境已释放时可修改。</translation>
        </message>
        <message>
            <source>This is not decided here. Take it back.</source>
            <translation>此项不在这里决定，请撤回修改。</translation>
        </message>
        <message>
            <source>There is no such member. Correct its name.</source>
            <translation>没有此成员，请更正其名称。</translation>
        </message>
        <message>
            <source>There are no files yet: they are made when it first starts.</source>
            <translation>尚无文件：首次启动时才会创建。</translation>
        </message>
        <message>
            <source>This is not there any more. List the folder again.</source>
            <translation>它已不存在，请刷新该文件夹。</translation>
        </message>
        <message>
            <source>This name is taken there. Choose another one.</source>
            <translation>该处已有此名称，请另选一个。</translation>
        </message>
        <message>
            <source>Links are not followed here.</source>
            <translation>此处不跟随链接。</translation>
        </message>
        <message>
            <source>The platform may not do that. Change the file&apos;s permissions in a terminal.</source>
            <translation>平台无权执行此操作，请在终端中修改文件权限。</translation>
        </message>
        <message>
            <source>There is no room there. Delete something first.</source>
            <translation>空间不足，请先删除一些内容。</translation>
        </message>
        <message>
            <source>These files are in a cluster, where they are seen while it runs.</source>
            <translation>这些文件在集群中，运行时才能看到。</translation>
        </message>
        <message>
            <source>It was started by an older server, which cannot show its files. Release and resume it to see them.</source>
            <translation>它由旧版服务器启动，无法显示文件。请释放后再恢复。</translation>
        </message>
        <message>
            <source>Something that has not ended mounts this volume. Stop or release it first.</source>
            <translation>尚未结束的环境或作业挂载着此数据卷。请先停止或释放它。</translation>
        </message>
        <message>
            <source>A volume cannot shrink. Make a smaller one and copy the files.</source>
            <translation>数据卷不能缩小。请创建一个较小的数据卷并复制文件。</translation>
        </message>
        <message>
            <source>The storage of this volume cannot grow. Make a larger volume and copy the files.</source>
            <translation>此数据卷的存储不能扩容。请创建一个较大的数据卷并复制文件。</translation>
        </message>
        <message>
            <source>The cluster is making it.</source>
            <translation>集群正在创建它。</translation>
        </message>
        <message>
            <source>A dataset that it uses lies elsewhere. Have it copied there.</source>
            <translation>它使用的数据集在别处。请将其复制过去。</translation>
        </message>
        <message>
            <source>This computer slept. What happened meanwhile is being fetched.</source>
            <translation>本机曾休眠。正在获取其间发生的变化。</translation>
        </message>
        <message>
            <source>The server sends elsewhere. Connect to the address of the Slipway server itself.</source>
            <translation>服务器转向了别处。请连接 Slipway 服务器本身的地址。</translation>
        </message>
        <message>
            <source>The server is asked too often now. It is asked again soon.</source>
            <translation>对服务器的请求过于频繁，稍后会自动重试。</translation>
        </message>
        <message>
            <source>What answers at this address speaks no HTTP. Check the address and the port.</source>
            <translation>此地址上的服务不使用 HTTP。请检查地址和端口。</translation>
        </message>
        <message>
            <source>The access key is not known here. Enter another one, or ask an administrator.</source>
            <translation>此处没有这个访问密钥，请换一个，或联系管理员。</translation>
        </message>
        <message>
            <source>The server cannot do this now. Try again in a moment.</source>
            <translation>服务器暂时无法完成此操作，请稍后重试。</translation>
        </message>
        <message>
            <source>Waits for %1; %2 of %3 are free.</source>
            <translation>等待 %1；共 %3 块，空闲 %2 块。</translation>
        </message>
        <message>
            <source>Waits for %1; %2 of %3 is free, the others are in use by %4.</source>
            <translation>等待 %1；共 %3 块，空闲 %2 块，其余由 %4 使用。</translation>
        </message>
        <message>
            <source>Waits for %1; %2 of %3 are free, the others are in use by %4.</source>
            <translation>等待 %1；共 %3 块，空闲 %2 块，其余由 %4 使用。</translation>
        </message>
        <message>
            <source>Waits for %1; the only one is in use by %2.</source>
            <translation>等待 %1；仅有的一块由 %2 使用。</translation>
        </message>
        <message>
            <source>Waits for %1; all %2 are in use by %3.</source>
            <translation>等待 %1；%2 块全部由 %3 使用。</translation>
        </message>
        <message>
            <source>Waits its turn: %1 has waited long for %2 and goes first.</source>
            <translation>按序等待：%1 等待 %2 的时间更长，将先启动。</translation>
        </message>
        <message>
            <source>Needs %1 of memory; %2 of %3 are free.</source>
            <translation>需要 %1 内存；共 %3，空闲 %2。</translation>
        </message>
        <message>
            <source>The command ended with exit code %1. The log says why.</source>
            <translation>命令以退出码 %1 结束，原因见日志。</translation>
        </message>
        <message>
            <source>It ended with exit code %1.</source>
            <translation>以退出码 %1 结束，原因见日志。</translation>
        </message>
        <message>
            <source>%1 ended with exit code %2.</source>
            <translation>%1 以退出码 %2 结束，原因见日志。</translation>
        </message>
        <message>
            <source>It was ended by signal %1 (%2).</source>
            <translation>被信号 %1（%2）终止。</translation>
        </message>
        <message>
            <source>%1 was ended by signal %2 (%3).</source>
            <translation>%1 被信号 %2（%3）终止。</translation>
        </message>
        <message>
            <source>Flavor &quot;%1&quot; does not exist. Choose one of: %2.</source>
            <translation>规格“%1”不存在，请从这些中选择：%2。</translation>
        </message>
        <message>
            <source>Image &quot;%1&quot; does not exist. Choose one of: %2.</source>
            <translation>镜像“%1”不存在，请从这些中选择：%2。</translation>
        </message>
        <message>
            <source>Its API server answers at %1.</source>
            <translation>API 服务器在 %1 应答。</translation>
        </message>
        <message>
            <source>It runs Kubernetes %1.</source>
            <translation>运行的是 Kubernetes %1。</translation>
        </message>
        <message>
            <source>It runs Kubernetes %1, which is older than %2, the oldest that was tried.</source>
            <translation>运行的是 Kubernetes %1，早于经过验证的最低版本 %2。</translation>
        </message>
        <message>
            <source>None of its %1 nodes takes pods now.</source>
            <translation>%1 个节点目前都不接收 Pod。</translation>
        </message>
        <message>
            <source>%1 of its %2 nodes take pods.</source>
            <translation>%2 个节点中有 %1 个接收 Pod。</translation>
        </message>
        <message>
            <source>Its nodes offer %1.</source>
            <translation>节点提供 %1。</translation>
        </message>
        <message>
            <source>It has no storage class &quot;%1&quot;; there are: %2.</source>
            <translation>没有存储类“%1”；现有：%2。</translation>
        </message>
        <message>
            <source>None of its storage classes is the default, so choose one of: %1.</source>
            <translation>没有默认的存储类，请从这些中选择：%1。</translation>
        </message>
        <message>
            <source>Volumes of environments come from the storage class %1.</source>
            <translation>环境的存储卷来自存储类 %1。</translation>
        </message>
        <message>
            <source>%1 for its %2 replicas</source>
            <translation>%1（供其 %2 个副本使用）</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 等另外 %2 个</translation>
        </message>
        <message>
            <source>%1 and %2</source>
            <translation>%1 和 %2</translation>
        </message>
        <message>
            <source>%1 GPUs</source>
            <translation>%1 块 GPU</translation>
        </message>
        <message>
            <source>%1 GPU</source>
            <translation>%1 块 GPU</translation>
        </message>
        <message>
            <source>%1 %2 GPUs</source>
            <translation>%1 块 %2 GPU</translation>
        </message>
        <message>
            <source>%1 %2 GPU</source>
            <translation>%1 块 %2 GPU</translation>
        </message>
        <message>
            <source>Flavor &quot;%1&quot; does not exist. Choose one of: %2, ...</source>
            <translation>规格“%1”不存在，请从这些中选择：%2 等。</translation>
        </message>
        <message>
            <source>Image &quot;%1&quot; does not exist. Choose one of: %2, ...</source>
            <translation>镜像“%1”不存在，请从这些中选择：%2 等。</translation>
        </message>
    </context>
    <context>
        <name>GpuOverview</name>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>%1 % busy</source>
            <translation>利用率 %1%</translation>
        </message>
        <message>
            <source>%1 idle</source>
            <translation>%1 个闲置</translation>
        </message>
        <message>
            <source>Free.</source>
            <translation>空闲。</translation>
        </message>
        <message>
            <source>Held by %1 of %2.</source>
            <translation>由 %2 的 %1 占用。</translation>
        </message>
        <message>
            <source>%1 % busy.</source>
            <translation>利用率 %1%。</translation>
        </message>
        <message>
            <source>somebody else</source>
            <translation>其他人</translation>
        </message>
        <message>
            <source>somebody in %1</source>
            <translation>%1 项目的成员</translation>
        </message>
    </context>
    <context>
        <name>HomeRows</name>
        <message>
            <source>Deleting</source>
            <translation>删除中</translation>
        </message>
        <message>
            <source>in %1</source>
            <translation>位于 %1</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Started %1</source>
            <translation>开始于 %1</translation>
        </message>
        <message>
            <source>First in line</source>
            <translation>下一个</translation>
        </message>
        <message>
            <source>Place %1</source>
            <translation>第 %1 位</translation>
        </message>
        <message>
            <source>Idle</source>
            <translation>闲置</translation>
        </message>
        <message>
            <source>unused now</source>
            <translation>目前未使用</translation>
        </message>
        <message>
            <source>unused for at least %1</source>
            <translation>至少 %1 未使用</translation>
        </message>
        <message>
            <source>Watched from this window since %1.</source>
            <translation>本窗口自 %1 起观察。</translation>
        </message>
        <message>
            <source>Job · 1 model</source>
            <translation>作业 · 1 个模型</translation>
        </message>
        <message>
            <source>Job · %1 models</source>
            <translation>作业 · %1 个模型</translation>
        </message>
        <message>
            <source>Dataset</source>
            <translation>数据集</translation>
        </message>
    </context>
    <context>
        <name>JobBulk</name>
        <message>
            <source>job %1</source>
            <translation>作业 %1</translation>
        </message>
        <message>
            <source>%1 jobs</source>
            <translation>%1 个作业</translation>
        </message>
        <message>
            <source>It has not ended: it is stopped.</source>
            <translation>它尚未结束：将被停止。</translation>
        </message>
        <message>
            <source>One of them has not ended: it is stopped.</source>
            <translation>其中一个尚未结束：将被停止。</translation>
        </message>
        <message>
            <source>%1 of them have not ended: they are stopped.</source>
            <translation>其中 %1 个尚未结束：将被停止。</translation>
        </message>
        <message>
            <source>Stop %1</source>
            <translation>停止 %1</translation>
        </message>
        <message>
            <source>Stop %1?</source>
            <translation>停止 %1？</translation>
        </message>
        <message>
            <source>Lost: what has been computed and not yet written.</source>
            <translation>丢失：已计算但尚未写出的内容。</translation>
        </message>
        <message>
            <source>Kept: logs, metrics, and what was written.</source>
            <translation>保留：日志、指标和已写出的内容。</translation>
        </message>
        <message>
            <source>Stopping %1. Logs and what was written are kept.</source>
            <translation>正在停止 %1。日志和已写出的内容会保留。</translation>
        </message>
        <message>
            <source>Delete %1</source>
            <translation>删除 %1</translation>
        </message>
        <message>
            <source>Delete %1?</source>
            <translation>删除 %1？</translation>
        </message>
        <message>
            <source>Lost for ever: logs, metrics, and working directories.</source>
            <translation>永久丢失：日志、指标和工作目录。</translation>
        </message>
        <message>
            <source>Kept: outputs, models, and the datasets that were used.</source>
            <translation>保留：输出、模型和用过的数据集。</translation>
        </message>
        <message>
            <source>Deleted %1.</source>
            <translation>已删除 %1。</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <source>Of plain text; everything else follows</source>
            <translation>正文的大小；其余文字随之变化</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>While Slipway is not the window in front</source>
            <translation>当 Slipway 不在最前面时</translation>
        </message>
        <message>
            <source>A job of mine ended</source>
            <translation>我的作业结束</translation>
        </message>
        <message>
            <source>An environment of mine is ready</source>
            <translation>我的环境就绪</translation>
        </message>
        <message>
            <source>A GPU that I hold is idle</source>
            <translation>我占用的 GPU 闲置</translation>
        </message>
        <message>
            <source>After ten minutes without work on it</source>
            <translation>十分钟没有任务之后</translation>
        </message>
        <message>
            <source>Icon in the tray</source>
            <translation>托盘图标</translation>
        </message>
        <message>
            <source>Shows whether the platform answers, where the desktop has a tray</source>
            <translation>在有托盘的桌面上显示平台是否有响应</translation>
        </message>
        <message>
            <source>Stay in the tray when the window closes</source>
            <translation>关闭窗口时留在托盘</translation>
        </message>
        <message>
            <source>Go to anything</source>
            <translation>快速前往</translation>
        </message>
        <message>
            <source>Filter what is shown</source>
            <translation>筛选当前内容</translation>
        </message>
        <message>
            <source>Load everything again</source>
            <translation>重新加载全部</translation>
        </message>
        <message>
            <source>Copy a link to what is selected</source>
            <translation>复制所选项的链接</translation>
        </message>
        <message>
            <source>Show notifications</source>
            <translation>显示通知</translation>
        </message>
        <message>
            <source>Open the settings</source>
            <translation>打开设置</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>外观与语言</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Questions</source>
            <translation>询问</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>To the next control</source>
            <translation>到下一个控件</translation>
        </message>
        <message>
            <source>To the control before</source>
            <translation>到上一个控件</translation>
        </message>
        <message>
            <source>Press the button, check the box</source>
            <translation>按下按钮，勾选复选框</translation>
        </message>
        <message>
            <source>Open what is selected, or go on in a dialog</source>
            <translation>打开所选内容，或在对话框中继续</translation>
        </message>
        <message>
            <source>Close the dialog, or clear the filter</source>
            <translation>关闭对话框，或清空筛选</translation>
        </message>
        <message>
            <source>Open the menu of what is selected</source>
            <translation>打开所选内容的菜单</translation>
        </message>
        <message>
            <source>Copy what is selected</source>
            <translation>复制所选内容</translation>
        </message>
        <message>
            <source>Select everything</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Offer words for the filter</source>
            <translation>为筛选提示可用的词</translation>
        </message>
        <message>
            <source>Delete what is selected</source>
            <translation>删除所选内容</translation>
        </message>
        <message>
            <source>Rename a file</source>
            <translation>重命名文件</translation>
        </message>
        <message>
            <source>To the folder above</source>
            <translation>到上一级文件夹</translation>
        </message>
        <message>
            <source>To the next match in a log</source>
            <translation>到日志中的下一处匹配</translation>
        </message>
        <message>
            <source>To the match before in a log</source>
            <translation>到日志中的上一处匹配</translation>
        </message>
        <message>
            <source>To the next mistake in YAML</source>
            <translation>到 YAML 中的下一处错误</translation>
        </message>
        <message>
            <source>Look closer at a chart</source>
            <translation>放大图表</translation>
        </message>
        <message>
            <source>See more of a chart</source>
            <translation>缩小图表</translation>
        </message>
        <message>
            <source>See the whole chart</source>
            <translation>显示整张图表</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>按键</translation>
        </message>
        <message>
            <source>What they do</source>
            <translation>作用</translation>
        </message>
        <message>
            <source>Go to Home</source>
            <translation>前往主页</translation>
        </message>
        <message>
            <source>Go to Environments</source>
            <translation>前往环境</translation>
        </message>
        <message>
            <source>Go to Jobs</source>
            <translation>前往作业</translation>
        </message>
        <message>
            <source>Go to Datasets</source>
            <translation>前往数据集</translation>
        </message>
        <message>
            <source>Go to Cluster</source>
            <translation>前往集群</translation>
        </message>
        <message>
            <source>Open details in a window of their own</source>
            <translation>在单独的窗口中打开详情</translation>
        </message>
        <message>
            <source>Open one tab in a window of its own</source>
            <translation>在单独的窗口中打开一个标签页</translation>
        </message>
        <message>
            <source>Put such a window back</source>
            <translation>把这样的窗口放回主窗口</translation>
        </message>
        <message>
            <source>Close such a window</source>
            <translation>关闭这样的窗口</translation>
        </message>
        <message>
            <source>Apply changed YAML</source>
            <translation>应用修改后的 YAML</translation>
        </message>
        <message>
            <source>Go to Volumes</source>
            <translation>前往数据卷</translation>
        </message>
        <message>
            <source>Go to Templates</source>
            <translation>前往模板</translation>
        </message>
        <message>
            <source>Scales the whole window, on top of the desktop&apos;s own scale; counts from the next start</source>
            <translation>在桌面自身的缩放之上缩放整个窗口；下次启动时生效</translation>
        </message>
        <message>
            <source>Desktop notifications</source>
            <translation>桌面通知</translation>
        </message>
        <message>
            <source>Before leaving a connection while uploads go on</source>
            <translation>上传进行中离开连接之前</translation>
        </message>
    </context>
    <context>
        <name>Prices</name>
        <message>
            <source>%1 per hour</source>
            <translation>每小时 %1</translation>
        </message>
        <message>
            <source>%1 so far</source>
            <translation>至今 %1</translation>
        </message>
        <message>
            <source>at most %1</source>
            <translation>最多 %1</translation>
        </message>
    </context>
    <context>
        <name>Rights</name>
        <message>
            <source>It is being deleted.</source>
            <translation>正在删除。</translation>
        </message>
        <message>
            <source>Your rights are not known yet.</source>
            <translation>尚不清楚您的权限。</translation>
        </message>
        <message>
            <source>Your role in this project lets you read it. Ask a manager of the project for more.</source>
            <translation>您在该项目中的角色只能查看。如需更多权限，请联系项目管理员。</translation>
        </message>
        <message>
            <source>It belongs to %1. They, a manager of the project or an administrator may change it.</source>
            <translation>它属于 %1。只有其本人、项目管理员或平台管理员可以修改。</translation>
        </message>
    </context>
    <context>
        <name>RowFilter</name>
        <message>
            <source>There is no “%1” to filter by. There are: %2.</source>
            <translation>不能按“%1”筛选。可用的有：%2。</translation>
        </message>
        <message>
            <source>“%1” is compared with a number, as in %1&gt;1.</source>
            <translation>“%1”要与数字比较，例如 %1&gt;1。</translation>
        </message>
        <message>
            <source>“%1” is compared with a time, as in %1&lt;30m, %1&lt;2h or %1&gt;7d.</source>
            <translation>“%1”要与时间比较，例如 %1&lt;30m、%1&lt;2h 或 %1&gt;7d。</translation>
        </message>
        <message>
            <source>“%1” is compared with a size, as in %1&gt;500M or %1&lt;1.5G.</source>
            <translation>“%1”要与大小比较，例如 %1&gt;500M 或 %1&lt;1.5G。</translation>
        </message>
        <message>
            <source>“%1” is a text, which is not more or less than another. Write %1:value.</source>
            <translation>“%1”是文本，没有大小之分。请写成 %1:值。</translation>
        </message>
        <message>
            <source>Write “%1” with &lt; or &gt; instead.</source>
            <translation>“%1”请改用 &lt; 或 &gt;。</translation>
        </message>
    </context>
    <context>
        <name>SaveText</name>
        <message>
            <source>Saved as %1.</source>
            <translation>已保存为 %1。</translation>
        </message>
        <message>
            <source>%1 could not be written: %2. Choose another place.</source>
            <translation>无法写入 %1：%2。请另选位置。</translation>
        </message>
    </context>
    <context>
        <name>SettingsFile</name>
        <message>
            <source>The settings could not be read, so they are back at their defaults. The old file is kept as %1.</source>
            <translation>设置无法读取，已恢复为默认值。原文件保存为 %1。</translation>
        </message>
        <message>
            <source>Some settings were not understood and count as their defaults: %1.</source>
            <translation>有些设置无法识别，按默认值处理：%1。</translation>
        </message>
    </context>
    <context>
        <name>TableExport</name>
        <message>
            <source>%1 rows are in %2.</source>
            <translation>%1 行已写入 %2。</translation>
        </message>
        <message>
            <source>%1 could not be written: %2. Choose another folder.</source>
            <translation>无法写入 %1：%2。请另选文件夹。</translation>
        </message>
        <message>
            <source>Export as CSV</source>
            <translation>导出为 CSV</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV 文件 (*.csv)</translation>
        </message>
        <message>
            <source>Export as CSV…</source>
            <translation>导出为 CSV…</translation>
        </message>
    </context>
    <context>
        <name>Texts</name>
        <message>
            <source>Pending</source>
            <translation>准备中</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>启动中</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>停止中</translation>
        </message>
        <message>
            <source>Released</source>
            <translation>已释放</translation>
        </message>
        <message>
            <source>Succeeded</source>
            <translation>成功</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>失联</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Uploading</source>
            <translation>上传中</translation>
        </message>
        <message>
            <source>Text classification</source>
            <translation>文本分类</translation>
        </message>
        <message>
            <source>Image classification</source>
            <translation>图像分类</translation>
        </message>
        <message>
            <source>Detection</source>
            <translation>目标检测</translation>
        </message>
        <message>
            <source>Speech</source>
            <translation>语音</translation>
        </message>
        <message>
            <source>Tabular</source>
            <translation>表格</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>No GPU</source>
            <translation>无 GPU</translation>
        </message>
        <message>
            <source>1 GPU</source>
            <translation>1 块 GPU</translation>
        </message>
        <message>
            <source>%1 GPUs</source>
            <translation>%1 块 GPU</translation>
        </message>
        <message>
            <source>1 CPU</source>
            <translation>1 个 CPU</translation>
        </message>
        <message>
            <source>%1 CPUs</source>
            <translation>%1 个 CPU</translation>
        </message>
        <message>
            <source>%1: %2, %3, %4</source>
            <translation>%1：%2，%3，%4</translation>
        </message>
        <message>
            <source>%1, %2 of disk</source>
            <translation>%1，磁盘 %2</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 m</source>
            <translation>%1 分</translation>
        </message>
        <message>
            <source>%1 h %2 m</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 天 %2 小时</translation>
        </message>
        <message>
            <source>now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <translation>%1前</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>修改</translation>
        </message>
        <message>
            <source>Deletion asked</source>
            <translation>请求删除</translation>
        </message>
        <message>
            <source>Release asked</source>
            <translation>请求释放</translation>
        </message>
        <message>
            <source>Resume asked</source>
            <translation>请求恢复</translation>
        </message>
        <message>
            <source>Stop asked</source>
            <translation>请求停止</translation>
        </message>
        <message>
            <source>Jupyter opened</source>
            <translation>打开 Jupyter</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>结束</translation>
        </message>
        <message>
            <source>%1 (simulated)</source>
            <translation>%1（模拟）</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>this server&apos;s machine</source>
            <translation>服务器本机</translation>
        </message>
        <message>
            <source>Kubernetes</source>
            <translation>Kubernetes</translation>
        </message>
        <message>
            <source>%1: %2, %3</source>
            <translation>%1：%2，%3</translation>
        </message>
        <message>
            <source>%1, takes nothing new</source>
            <translation>%1，不接受新任务</translation>
        </message>
        <message>
            <source>%1 (being deleted)</source>
            <translation>%1（正在删除）</translation>
        </message>
        <message>
            <source>%1 (cannot be copied there now)</source>
            <translation>%1（目前无法复制）</translation>
        </message>
        <message>
            <source>%1 (%2 files copied)</source>
            <translation>%1（已复制 %2 个文件）</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>已排队</translation>
        </message>
        <message>
            <source>Held up</source>
            <translation>受阻</translation>
        </message>
        <message>
            <source>File uploaded</source>
            <translation>已上传文件</translation>
        </message>
        <message>
            <source>File moved</source>
            <translation>已移动文件</translation>
        </message>
        <message>
            <source>File deleted</source>
            <translation>已删除文件</translation>
        </message>
        <message>
            <source>Folder made</source>
            <translation>已新建文件夹</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>已拒绝</translation>
        </message>
        <message>
            <source>You are not a member of the project %1. Choose another one above, or ask its manager to add you.</source>
            <translation>您不是项目 %1 的成员。请在上方选择其他项目，或请其管理员将您加入。</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>The server says something of it that this version of the workbench does not know. Update the workbench to see it.</source>
            <translation>服务器给出的状态是此版本的工作台所不认识的。请更新工作台后查看。</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 小时</translation>
        </message>
        <message>
            <source>%1 d</source>
            <translation>%1 天</translation>
        </message>
    </context>
    <context>
        <name>Transfers</name>
        <message>
            <source>Reading the folder…</source>
            <translation>正在读取文件夹…</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>%1/s</source>
            <translation>%1/秒</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>剩余 %1</translation>
        </message>
    </context>
    <context>
        <name>VolumeList</name>
        <message>
            <source>%1 at %2</source>
            <translation>%1，位于 %2</translation>
        </message>
        <message>
            <source>%1 (read only)</source>
            <translation>%1（只读）</translation>
        </message>
    </context>
    <context>
        <name>VolumeText</name>
        <message>
            <source>Deleting</source>
            <translation>删除中</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Being made</source>
            <translation>创建中</translation>
        </message>
        <message>
            <source>Made by the platform</source>
            <translation>由平台创建</translation>
        </message>
        <message>
            <source>A claim that is there</source>
            <translation>已有的声明（PVC）</translation>
        </message>
        <message>
            <source>Mounted by a CSI driver</source>
            <translation>由 CSI 驱动挂载</translation>
        </message>
        <message>
            <source>The whole project</source>
            <translation>整个项目</translation>
        </message>
        <message>
            <source>You alone</source>
            <translation>仅限您自己</translation>
        </message>
        <message>
            <source>%1 alone</source>
            <translation>仅限 %1</translation>
        </message>
        <message>
            <source>Only workloads on one machine can have it at a time.</source>
            <translation>同一时间只有一台机器上的环境和作业可以使用它。</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 等另外 %2 个</translation>
        </message>
    </context>
    <context>
        <name>WaitOutlook</name>
        <message>
            <source>Complete the upload of its dataset.</source>
            <translation>请完成其数据集的上传。</translation>
        </message>
        <message>
            <source>GPUs for the smaller flavor %1 are free now.</source>
            <translation>较小规格 %1 现在有空闲 GPU。</translation>
        </message>
        <message>
            <source>Your environment %1 holds GPUs. Release it if you do not need them.</source>
            <translation>您的环境 %1 占用着 GPU。如不需要，请释放。</translation>
        </message>
        <message>
            <source>Not known: it does not wait for GPUs alone.</source>
            <translation>未知：它等待的不只是 GPU。</translation>
        </message>
        <message>
            <source>Not known: too many are before it.</source>
            <translation>未知：排在前面的太多。</translation>
        </message>
        <message>
            <source>Any moment: the time limits of what runs are over.</source>
            <translation>随时：运行中任务的时限已到。</translation>
        </message>
        <message>
            <source>By %1 at the latest, when time limits end what runs.</source>
            <translation>最迟 %1，届时运行中的任务到达时限。</translation>
        </message>
        <message>
            <source>Not known: what holds the GPUs that it needs has no time limit.</source>
            <translation>未知：占用所需 GPU 的任务没有时限。</translation>
        </message>
        <message>
            <source>Not known: those before it have no time limit.</source>
            <translation>未知：排在前面的任务没有时限。</translation>
        </message>
        <message>
            <source>Not known: it comes after one whose start is not known either.</source>
            <translation>未知：排在前面的任务何时启动也未知。</translation>
        </message>
    </context>
    <context>
        <name>WorkloadCells</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Phase</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>GPUs</source>
            <translation>GPU</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Deleting</source>
            <translation>删除中</translation>
        </message>
        <message>
            <source>you</source>
            <translation>我</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>标签</translation>
        </message>
    </context>
    <context>
        <name>slipway::AddClusterDialog</name>
        <message>
            <source>Kubeconfig</source>
            <translation>Kubeconfig</translation>
        </message>
        <message>
            <source>Add anyway</source>
            <translation>仍然添加</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>No</source>
            <translation>否</translation>
        </message>
        <message>
            <source>Add cluster</source>
            <translation>添加集群</translation>
        </message>
        <message>
            <source>Context</source>
            <translation>上下文</translation>
        </message>
        <message>
            <source>Check list</source>
            <translation>检查清单</translation>
        </message>
        <message>
            <source>Nothing is installed in the cluster.</source>
            <translation>不会在集群中安装任何内容。</translation>
        </message>
        <message>
            <source>Browse...</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Namespace</source>
            <translation>命名空间</translation>
        </message>
        <message>
            <source>Where the account has rights in one namespace alone.</source>
            <translation>当账户只在一个命名空间内有权限时填写。</translation>
        </message>
        <message>
            <source>One for each project</source>
            <translation>每个项目一个</translation>
        </message>
        <message>
            <source>Objects</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>Address at which its pods reach objects.</source>
            <translation>集群中的 Pod 访问对象的地址。</translation>
        </message>
        <message>
            <source>Where all tasks do</source>
            <translation>与其他任务相同</translation>
        </message>
        <message>
            <source>Try a pod</source>
            <translation>试运行 Pod</translation>
        </message>
        <message>
            <source>Runs a pod of this image for a moment, and takes it away again.</source>
            <translation>用此镜像短暂运行一个 Pod，然后将其移除。</translation>
        </message>
        <message>
            <source>Store</source>
            <translation>存储</translation>
        </message>
        <message>
            <source>Keeps what its jobs write. It cannot change later.</source>
            <translation>保存其作业写入的内容，以后不能更改。</translation>
        </message>
    </context>
    <context>
        <name>slipway::BellButton</name>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message numerus="yes">
            <source>Notifications, %n new</source>
            <translation>
                <numerusform>通知，%n 条新消息</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::ChangeNotice</name>
        <message>
            <source>It was changed meanwhile: %1. Your text is kept.</source>
            <translation>期间已有其他修改：%1。您的文本已保留。</translation>
        </message>
        <message>
            <source>Merge both</source>
            <translation>合并两者</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>保留我的</translation>
        </message>
        <message>
            <source>Take theirs</source>
            <translation>采用对方的</translation>
        </message>
        <message>
            <source>Puts what you changed into what is there now.</source>
            <translation>把您的修改并入当前内容。</translation>
        </message>
        <message>
            <source>Your text replaces what is there now once you apply it.</source>
            <translation>应用后，您的文本将替换当前内容。</translation>
        </message>
        <message>
            <source>Your text is given up.</source>
            <translation>放弃您的文本。</translation>
        </message>
    </context>
    <context>
        <name>slipway::ChartCard</name>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Logarithmic y axis</source>
            <translation>纵轴对数刻度</translation>
        </message>
        <message>
            <source>Export chart</source>
            <translation>导出图表</translation>
        </message>
        <message>
            <source>Export as PNG…</source>
            <translation>导出为 PNG…</translation>
        </message>
        <message>
            <source>Export as SVG…</source>
            <translation>导出为 SVG…</translation>
        </message>
        <message>
            <source>Export points as CSV…</source>
            <translation>将数据点导出为 CSV…</translation>
        </message>
        <message numerus="yes">
            <source>%Ln runs</source>
            <translation>
                <numerusform>%Ln 次运行</numerusform>
            </translation>
        </message>
        <message>
            <source>Enlarge</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Enlarge %1</source>
            <translation>放大 %1</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>More about %1</source>
            <translation>%1 的更多操作</translation>
        </message>
    </context>
    <context>
        <name>slipway::ChartExport</name>
        <message>
            <source>The file %1 could not be written: %2. Choose another place.</source>
            <translation>无法写入文件 %1：%2。请换一个位置。</translation>
        </message>
    </context>
    <context>
        <name>slipway::ChartValues</name>
        <message>
            <source>step %1</source>
            <translation>第 %1 步</translation>
        </message>
    </context>
    <context>
        <name>slipway::ChartView</name>
        <message>
            <source>No points yet</source>
            <translation>还没有数据点</translation>
        </message>
    </context>
    <context>
        <name>slipway::ClusterBox</name>
        <message>
            <source>Chosen by the platform</source>
            <translation>由平台选择</translation>
        </message>
    </context>
    <context>
        <name>slipway::ClusterCheckDialog</name>
        <message>
            <source>Check of %1</source>
            <translation>检查 %1</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>重新检查</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>slipway::ClusterFindings</name>
        <message>
            <source>Looking at the cluster...</source>
            <translation>正在检查集群…</translation>
        </message>
        <message>
            <source>What to ask the cluster&apos;s administrator for</source>
            <translation>请集群管理员处理的事项</translation>
        </message>
    </context>
    <context>
        <name>slipway::ClusterPage</name>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>排队</translation>
        </message>
        <message>
            <source>No machine of the platform has a GPU.</source>
            <translation>平台上没有带 GPU 的机器。</translation>
        </message>
        <message>
            <source>The machines of this cluster are not visible: the platform has rights in one namespace alone. Whether there is room shows when something starts.</source>
            <translation>无法看到此集群的机器：平台只在一个命名空间内有权限。是否有空闲资源，启动时才知道。</translation>
        </message>
        <message>
            <source>%1 of %2 GPUs</source>
            <translation>%1 / %2 块 GPU</translation>
        </message>
        <message>
            <source>%1 CPUs, %2 of memory</source>
            <translation>%1 个 CPU，%2 内存</translation>
        </message>
        <message>
            <source>These GPUs are simulated: they are counted and assigned, but compute nothing.</source>
            <translation>这些 GPU 是模拟的：会计数和分配，但不做任何计算。</translation>
        </message>
        <message>
            <source>GPUs</source>
            <translation>GPU</translation>
        </message>
        <message>
            <source>shade shows use, stripes idle</source>
            <translation>深浅表示利用率，条纹表示闲置</translation>
        </message>
        <message>
            <source>Who uses what</source>
            <translation>谁在使用</translation>
        </message>
        <message>
            <source>What the colours stand for</source>
            <translation>颜色的含义</translation>
        </message>
        <message>
            <source>By owner</source>
            <translation>按所有者</translation>
        </message>
        <message>
            <source>By project</source>
            <translation>按项目</translation>
        </message>
        <message>
            <source>By job and environment</source>
            <translation>按作业和环境</translation>
        </message>
        <message>
            <source>1 node</source>
            <translation>1 个节点</translation>
        </message>
        <message>
            <source>%1 nodes</source>
            <translation>%1 个节点</translation>
        </message>
        <message>
            <source>%1 in use</source>
            <translation>%1 个在用</translation>
        </message>
        <message>
            <source>%1 idle</source>
            <translation>%1 个闲置</translation>
        </message>
        <message>
            <source>largest free block %1</source>
            <translation>最大连续空闲 %1</translation>
        </message>
        <message>
            <source>and %1 more</source>
            <translation>另有 %1 个</translation>
        </message>
        <message>
            <source>Every GPU is free.</source>
            <translation>所有 GPU 均空闲。</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Clusters</source>
            <translation>集群</translation>
        </message>
    </context>
    <context>
        <name>slipway::ClusterTab</name>
        <message>
            <source>Being removed</source>
            <translation>正在移除</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Away</source>
            <translation>无法连接</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Connecting</source>
            <translation>正在连接</translation>
        </message>
        <message>
            <source>The server&apos;s machine</source>
            <translation>服务器本机</translation>
        </message>
        <message>
            <source>Clusters</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Add cluster...</source>
            <translation>添加集群…</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Runs on</source>
            <translation>运行于</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>GPUs</source>
            <translation>GPU</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Check...</source>
            <translation>检查…</translation>
        </message>
        <message>
            <source>Take new work again</source>
            <translation>恢复接受新任务</translation>
        </message>
        <message>
            <source>Take nothing new</source>
            <translation>停止接受新任务</translation>
        </message>
        <message>
            <source>Remove...</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Cluster %1 added.</source>
            <translation>已添加集群 %1。</translation>
        </message>
        <message>
            <source>Remove cluster %1?</source>
            <translation>移除集群 %1？</translation>
        </message>
        <message>
            <source>Lost: the way to it. It takes nothing new from now on.</source>
            <translation>将失去：与该集群的连接。此后不再接受新任务。</translation>
        </message>
        <message>
            <source>Kept: what runs there and what has run there. The cluster goes from this list once all of that is deleted.</source>
            <translation>将保留：正在那里运行和曾在那里运行的内容。待全部删除后，该集群才会从列表中消失。</translation>
        </message>
        <message>
            <source>Remove cluster</source>
            <translation>移除集群</translation>
        </message>
        <message>
            <source>No cluster yet</source>
            <translation>还没有集群</translation>
        </message>
        <message>
            <source>Filter, such as phase:ready gpu&gt;=8</source>
            <translation>筛选，例如 phase:ready gpu&gt;=8</translation>
        </message>
        <message>
            <source>Environments and jobs run on clusters.</source>
            <translation>环境和作业在集群上运行。</translation>
        </message>
    </context>
    <context>
        <name>slipway::ConfirmDialog</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Whoever it belongs to can read your reason in its events.</source>
            <translation>所有者可以在事件中看到您写的原因。</translation>
        </message>
    </context>
    <context>
        <name>slipway::ConnectionDialog</name>
        <message>
            <source>Asking %1…</source>
            <translation>正在询问 %1…</translation>
        </message>
        <message>
            <source>Connected as %1.</source>
            <translation>已以 %1 身份连接。</translation>
        </message>
        <message>
            <source>Enter the secret key again: it was not kept.</source>
            <translation>请重新输入私有密钥：它没有被保存。</translation>
        </message>
        <message>
            <source>A link leads to a server that you have no connection to. Connect only if you know this server and have keys of it.</source>
            <translation>有一个链接指向您尚未连接过的服务器。仅当您认识此服务器并持有其密钥时才连接。</translation>
        </message>
        <message>
            <source>Add a connection</source>
            <translation>添加连接</translation>
        </message>
        <message>
            <source>Change the connection</source>
            <translation>修改连接</translation>
        </message>
        <message>
            <source>Test connection</source>
            <translation>测试连接</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Save and connect</source>
            <translation>保存并连接</translation>
        </message>
    </context>
    <context>
        <name>slipway::ConnectionForm</name>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Access key</source>
            <translation>访问密钥</translation>
        </message>
        <message>
            <source>Secret key</source>
            <translation>私有密钥</translation>
        </message>
        <message>
            <source>Unchanged</source>
            <translation>不变</translation>
        </message>
        <message>
            <source>More: trust, proxy, where the key is kept</source>
            <translation>更多：信任、代理、密钥保存位置</translation>
        </message>
        <message>
            <source>Fewer options</source>
            <translation>收起选项</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Trust</source>
            <translation>信任</translation>
        </message>
        <message>
            <source>The authorities of this system</source>
            <translation>本系统的证书颁发机构</translation>
        </message>
        <message>
            <source>A file of authorities</source>
            <translation>证书颁发机构文件</translation>
        </message>
        <message>
            <source>One certificate: %1…</source>
            <translation>单个证书：%1…</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>PEM file of certificates</source>
            <translation>PEM 证书文件</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>As the system says (https_proxy)</source>
            <translation>按系统设置（https_proxy）</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>This one</source>
            <translation>指定代理</translation>
        </message>
        <message>
            <source>Proxy address</source>
            <translation>代理地址</translation>
        </message>
        <message>
            <source>Keep the key</source>
            <translation>密钥保存</translation>
        </message>
        <message>
            <source>In the keychain of this desktop</source>
            <translation>在桌面的密钥环中</translation>
        </message>
        <message>
            <source>Until Slipway ends</source>
            <translation>直到 Slipway 退出</translation>
        </message>
        <message>
            <source>In a file that only you can read</source>
            <translation>在仅您可读的文件中</translation>
        </message>
        <message>
            <source>Enter an address such as https://slipway.example.com.</source>
            <translation>请输入地址，例如 https://slipway.example.com。</translation>
        </message>
        <message>
            <source>Enter the access key that the server gave you.</source>
            <translation>请输入服务器给您的访问密钥。</translation>
        </message>
        <message>
            <source>Enter the secret key that belongs to it.</source>
            <translation>请输入与之对应的私有密钥。</translation>
        </message>
        <message>
            <source>Choose a PEM file that can be read.</source>
            <translation>请选择可以读取的 PEM 文件。</translation>
        </message>
        <message>
            <source>Enter an address such as http://proxy.example.com:3128.</source>
            <translation>请输入地址，例如 http://proxy.example.com:3128。</translation>
        </message>
    </context>
    <context>
        <name>slipway::Connections</name>
        <message>
            <source>Add a connection…</source>
            <translation>添加连接…</translation>
        </message>
        <message>
            <source>Change this connection…</source>
            <translation>修改此连接…</translation>
        </message>
        <message>
            <source>Forget this connection…</source>
            <translation>忘记此连接…</translation>
        </message>
    </context>
    <context>
        <name>slipway::CopyBox</name>
        <message>
            <source>Copied.</source>
            <translation>已复制。</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Text to copy</source>
            <translation>可复制的文本</translation>
        </message>
    </context>
    <context>
        <name>slipway::CreateDialog</name>
        <message>
            <source>The same on the command line</source>
            <translation>等效的命令行</translation>
        </message>
        <message>
            <source>Waits</source>
            <translation>需等待</translation>
        </message>
        <message>
            <source>Starts</source>
            <translation>可启动</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>命令行</translation>
        </message>
        <message>
            <source>YAML</source>
            <translation>YAML</translation>
        </message>
        <message>
            <source>The same as a file for slipwayctl apply</source>
            <translation>等效的 slipwayctl apply 文件</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>被拒绝</translation>
        </message>
    </context>
    <context>
        <name>slipway::CreateEnvironmentDialog</name>
        <message>
            <source>Create environment</source>
            <translation>创建环境</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>软件</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>Release its GPU whenever you like: files and packages are kept.</source>
            <translation>随时可以释放 GPU：文件和软件包都会保留。</translation>
        </message>
        <message>
            <source>What it is for, optional</source>
            <translation>用途，可不填</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>The software it starts from. Packages that you install go on top and stay.</source>
            <translation>环境的初始软件。您安装的软件包叠加其上，并会保留。</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>永不</translation>
        </message>
        <message>
            <source>Flavor</source>
            <translation>规格</translation>
        </message>
        <message>
            <source>Release after</source>
            <translation>自动释放</translation>
        </message>
        <message>
            <source>Its GPU is given back by itself after running this long.</source>
            <translation>运行达到此时长后自动归还 GPU。</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>可用情况</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Its files stay there, so it cannot change once it has started.</source>
            <translation>文件会留在该集群，启动后不能再更改。</translation>
        </message>
        <message>
            <source>Size and data</source>
            <translation>规模与数据</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>The project has no complete dataset yet.</source>
            <translation>项目中还没有上传完成的数据集。</translation>
        </message>
        <message>
            <source>Each is a folder under $SLIPWAY_DATASETS, named as the dataset.</source>
            <translation>每个数据集都是 $SLIPWAY_DATASETS 下的同名文件夹。</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>The project has no volume yet.</source>
            <translation>项目还没有数据卷。</translation>
        </message>
        <message>
            <source>Each is a folder at the path beside it, and under $SLIPWAY_VOLUMES.</source>
            <translation>每个数据卷都是旁边路径上的文件夹，也在 $SLIPWAY_VOLUMES 下。</translation>
        </message>
    </context>
    <context>
        <name>slipway::CreateVolumeDialog</name>
        <message>
            <source>Where the platform itself is</source>
            <translation>平台所在之处</translation>
        </message>
        <message>
            <source>Create volume</source>
            <translation>创建数据卷</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>It can grow later, and never shrinks.</source>
            <translation>以后可以扩容，但不会缩小。</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Who may mount it</source>
            <translation>谁可以挂载</translation>
        </message>
        <message>
            <source>All of the project</source>
            <translation>项目的所有人</translation>
        </message>
        <message>
            <source>Your environments and jobs alone</source>
            <translation>仅限您自己的环境和作业</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>存储</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>容量</translation>
        </message>
        <message>
            <source>How much it holds, such as 100 GiB or 2 TiB.</source>
            <translation>能存多少，例如 100 GiB 或 2 TiB。</translation>
        </message>
        <message>
            <source>Claim</source>
            <translation>声明（PVC）</translation>
        </message>
        <message>
            <source>A PersistentVolumeClaim of the project&apos;s namespace, whose files stay its own.</source>
            <translation>项目命名空间中的 PersistentVolumeClaim，其文件不受平台影响。</translation>
        </message>
        <message>
            <source>CSI driver</source>
            <translation>CSI 驱动</translation>
        </message>
        <message>
            <source>One that mounts into each pod by itself, such as for HDFS or a FUSE mount.</source>
            <translation>自行挂载到每个 Pod 的驱动，例如用于 HDFS 或 FUSE。</translation>
        </message>
        <message>
            <source>Attributes</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>One key=value a line, as the driver&apos;s documentation names them.</source>
            <translation>每行一个 key=value，名称以驱动的文档为准。</translation>
        </message>
        <message>
            <source>Secret</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>A Secret of the project&apos;s namespace that the driver signs in with.</source>
            <translation>项目命名空间中的 Secret，供驱动登录使用。</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Its files stay there.</source>
            <translation>文件会一直留在那里。</translation>
        </message>
        <message>
            <source>Storage class</source>
            <translation>存储类</translation>
        </message>
        <message>
            <source>The cluster&apos;s own choice when empty.</source>
            <translation>留空则由集群决定。</translation>
        </message>
        <message>
            <source>Optional</source>
            <translation>可不填</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>What it is for, optional</source>
            <translation>用途，可不填</translation>
        </message>
        <message>
            <source>Write a number with its unit, such as 100 GiB.</source>
            <translation>请写出数字和单位，例如 100 GiB。</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>In a job</source>
            <translation>在作业中</translation>
        </message>
        <message>
            <source>It can be made like this.</source>
            <translation>可以这样创建。</translation>
        </message>
    </context>
    <context>
        <name>slipway::DatasetActions</name>
        <message>
            <source>Delete dataset %1?</source>
            <translation>删除数据集 %1？</translation>
        </message>
        <message>
            <source>Lost for ever: its %1 files (%2) on the platform.</source>
            <translation>将永久丢失：平台上的 %1 个文件（%2）。</translation>
        </message>
        <message>
            <source>Kept: the folder that it was uploaded from, and the jobs that used it with all that they wrote.</source>
            <translation>将保留：上传时的源文件夹，以及用过它的作业和作业的全部产出。</translation>
        </message>
        <message>
            <source>Delete dataset</source>
            <translation>删除数据集</translation>
        </message>
        <message>
            <source>Dataset deleted.</source>
            <translation>数据集已删除。</translation>
        </message>
        <message>
            <source>It is being copied to %1.</source>
            <translation>正在复制到 %1。</translation>
        </message>
    </context>
    <context>
        <name>slipway::DatasetDetails</name>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Cancel upload</source>
            <translation>取消上传</translation>
        </message>
        <message>
            <source>Continue upload</source>
            <translation>继续上传</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>已中断</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务类型</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件数</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Place in S3</source>
            <translation>S3 位置</translation>
        </message>
        <message>
            <source>S3 endpoint</source>
            <translation>S3 端点</translation>
        </message>
        <message>
            <source>In a job</source>
            <translation>在作业中</translation>
        </message>
        <message>
            <source>In Python</source>
            <translation>在 Python 中</translation>
        </message>
        <message>
            <source>Copy to</source>
            <translation>复制到</translation>
        </message>
        <message>
            <source>Stores</source>
            <translation>存储</translation>
        </message>
        <message>
            <source>YAML</source>
            <translation>YAML</translation>
        </message>
    </context>
    <context>
        <name>slipway::DatasetList</name>
        <message>
            <source>%1 files, %2</source>
            <translation>%1 个文件，%2</translation>
        </message>
    </context>
    <context>
        <name>slipway::DatasetPage</name>
        <message>
            <source>Datasets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>Upload dataset</source>
            <translation>上传数据集</translation>
        </message>
        <message>
            <source>No dataset yet</source>
            <translation>还没有数据集</translation>
        </message>
        <message>
            <source>A dataset is a folder of files that every job and environment of the project can read, without copying it first.</source>
            <translation>数据集是一个文件夹，项目中的所有作业和环境都可以直接读取，无需先复制。</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务类型</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件数</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Description, or progress</source>
            <translation>说明或进度</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>已中断</translation>
        </message>
        <message>
            <source>Filter, such as owner:me task:speech size&gt;1G</source>
            <translation>筛选，例如 owner:me task:speech size&gt;1G</translation>
        </message>
    </context>
    <context>
        <name>slipway::DesktopNotifier</name>
        <message>
            <source>Show</source>
            <translation>查看</translation>
        </message>
    </context>
    <context>
        <name>slipway::DetailsPane</name>
        <message>
            <source>Open in a window</source>
            <translation>在窗口中打开</translation>
        </message>
        <message>
            <source>Open “%1” in a window</source>
            <translation>在窗口中打开“%1”</translation>
        </message>
        <message>
            <source>Open everything in a window</source>
            <translation>在窗口中打开全部</translation>
        </message>
        <message>
            <source>This tab alone</source>
            <translation>仅此标签页</translation>
        </message>
    </context>
    <context>
        <name>slipway::DetailsWindow</name>
        <message>
            <source>Put back</source>
            <translation>放回</translation>
        </message>
        <message>
            <source>Into the main window</source>
            <translation>放回主窗口</translation>
        </message>
    </context>
    <context>
        <name>slipway::DetailsWindows</name>
        <message>
            <source>%1 was deleted, so its window is closed.</source>
            <translation>%1 已被删除，其窗口已关闭。</translation>
        </message>
    </context>
    <context>
        <name>slipway::EnvironmentActions</name>
        <message>
            <source>GPU released in %1 ms. Files and packages are kept.</source>
            <translation>GPU 已在 %1 毫秒内释放。文件和软件包均已保留。</translation>
        </message>
        <message>
            <source>Released. Files and packages are kept.</source>
            <translation>已释放。文件和软件包均已保留。</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Delete environment %1?</source>
            <translation>删除环境 %1？</translation>
        </message>
        <message>
            <source>Lost for ever: its files, the packages installed in it, and its log.</source>
            <translation>将永久丢失：其中的文件、安装的软件包以及日志。</translation>
        </message>
        <message>
            <source>Kept: datasets, jobs that used it, and what they wrote.</source>
            <translation>将保留：数据集、用过它的作业以及作业的产出。</translation>
        </message>
        <message>
            <source>Delete environment</source>
            <translation>删除环境</translation>
        </message>
        <message>
            <source>Environment deleted.</source>
            <translation>环境已删除。</translation>
        </message>
        <message>
            <source>Release the environment of %1?</source>
            <translation>释放 %1 的环境？</translation>
        </message>
        <message>
            <source>Lost: what its programs hold in memory, such as running notebooks.</source>
            <translation>将丢失：程序内存中的内容，例如正在运行的笔记本。</translation>
        </message>
        <message>
            <source>Kept: its files and packages. It can be resumed.</source>
            <translation>将保留：文件和软件包，可随时恢复。</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>释放</translation>
        </message>
        <message>
            <source>The server sent a link that no browser can open.</source>
            <translation>服务器返回了浏览器无法打开的链接。</translation>
        </message>
        <message>
            <source>No browser could be started here. Open the link in one yourself: it signs you in.</source>
            <translation>此处无法启动浏览器。请自行在浏览器中打开该链接，它会为您登录。</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>复制链接</translation>
        </message>
    </context>
    <context>
        <name>slipway::EnvironmentDetails</name>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Open Jupyter</source>
            <translation>打开 Jupyter</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Deleting</source>
            <translation>删除中</translation>
        </message>
        <message>
            <source>Release GPU</source>
            <translation>释放 GPU</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>释放</translation>
        </message>
        <message>
            <source>Flavor</source>
            <translation>规格</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>GPUs held</source>
            <translation>占用的 GPU</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Running for</source>
            <translation>已运行</translation>
        </message>
        <message>
            <source>Last release took</source>
            <translation>上次释放用时</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 毫秒</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Release after</source>
            <translation>自动释放</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>永不</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>YAML</source>
            <translation>YAML</translation>
        </message>
        <message>
            <source>When it may start</source>
            <translation>可能的开始时间</translation>
        </message>
    </context>
    <context>
        <name>slipway::EnvironmentPage</name>
        <message>
            <source>Environments</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Create environment</source>
            <translation>创建环境</translation>
        </message>
        <message>
            <source>No environment yet</source>
            <translation>还没有环境</translation>
        </message>
        <message>
            <source>An environment is a machine of your own with Jupyter and your packages. Give its GPU back whenever you like: files and packages stay.</source>
            <translation>环境是您专属的机器，带有 Jupyter 和您的软件包。GPU 可以随时归还：文件和软件包都会保留。</translation>
        </message>
        <message>
            <source>Running for</source>
            <translation>已运行</translation>
        </message>
        <message>
            <source>State, or why it waits</source>
            <translation>详情或等待原因</translation>
        </message>
        <message>
            <source>Filter, such as owner:me phase:running gpu&gt;1</source>
            <translation>筛选，例如 owner:me phase:running gpu&gt;1</translation>
        </message>
    </context>
    <context>
        <name>slipway::ErrorBanner</name>
        <message>
            <source>Retry</source>
            <translation>重试</translation>
        </message>
    </context>
    <context>
        <name>slipway::EventsTab</name>
        <message>
            <source>The platform</source>
            <translation>平台</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>What</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Detail</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Filter events…</source>
            <translation>筛选事件…</translation>
        </message>
        <message>
            <source>Whose events</source>
            <translation>谁的事件</translation>
        </message>
        <message>
            <source>Everybody</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人员</translation>
        </message>
        <message>
            <source>Nothing has happened yet</source>
            <translation>尚无事件</translation>
        </message>
        <message>
            <source>Filter, such as who:me what:stop age&lt;2d</source>
            <translation>筛选，例如 who:me what:stop age&lt;2d</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>重试</translation>
        </message>
    </context>
    <context>
        <name>slipway::FarDataNotice</name>
        <message>
            <source>The dataset %1 is being copied to %2 beside the cluster %3. Until it is there, its files come from afar.</source>
            <translation>数据集 %1 正在复制到集群 %3 旁的 %2。在此之前，文件来自远处。</translation>
        </message>
        <message>
            <source>The dataset %1 lies in %2, and not in %3 beside the cluster %4, which uses files in place. It would wait for the dataset.</source>
            <translation>数据集 %1 位于 %2，不在集群 %4 旁的 %3 中，而该集群就地使用文件，因此会等待数据集。</translation>
        </message>
        <message>
            <source>The dataset %1 lies in %2, and not in %3 beside the cluster %4, so its files come from afar.</source>
            <translation>数据集 %1 位于 %2，不在集群 %4 旁的 %3 中，因此文件来自远处。</translation>
        </message>
        <message>
            <source>So it is with %1 more.</source>
            <translation>另外 %1 个也是如此。</translation>
        </message>
        <message>
            <source>Copy to %1</source>
            <translation>复制到 %1</translation>
        </message>
        <message>
            <source>Copy dataset %1 to %2</source>
            <translation>将数据集 %1 复制到 %2</translation>
        </message>
    </context>
    <context>
        <name>slipway::FilePreview</name>
        <message>
            <source>Preview</source>
            <translation>预览</translation>
        </message>
        <message>
            <source>Choose a file to look into it.</source>
            <translation>选择一个文件以查看内容。</translation>
        </message>
        <message>
            <source>This is a link to %1. Links are not followed here.</source>
            <translation>这是指向 %1 的链接，此处不跟随链接。</translation>
        </message>
        <message>
            <source>This is neither a file nor a folder, such as a pipe or a socket.</source>
            <translation>这既不是文件也不是文件夹，例如管道或套接字。</translation>
        </message>
        <message>
            <source>It cannot be shown.</source>
            <translation>无法显示。</translation>
        </message>
        <message>
            <source>  ·  %1 × %2 pixels</source>
            <translation>  ·  %1 × %2 像素</translation>
        </message>
        <message>
            <source>  ·  the first %1</source>
            <translation>  ·  前 %1</translation>
        </message>
        <message>
            <source>  ·  the first %1 rows</source>
            <translation>  ·  前 %1 行</translation>
        </message>
        <message>
            <source>The file is empty.</source>
            <translation>文件为空。</translation>
        </message>
    </context>
    <context>
        <name>slipway::FilesTab</name>
        <message>
            <source>New folder…</source>
            <translation>新建文件夹…</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>重命名…</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>修改时间</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Which files</source>
            <translation>哪些文件</translation>
        </message>
        <message>
            <source>Folder above</source>
            <translation>上级文件夹</translation>
        </message>
        <message>
            <source>Folder above (Backspace)</source>
            <translation>上级文件夹（退格键）</translation>
        </message>
        <message>
            <source>List again</source>
            <translation>刷新列表</translation>
        </message>
        <message>
            <source>Download…</source>
            <translation>下载…</translation>
        </message>
        <message>
            <source>Upload…</source>
            <translation>上传…</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Working directory</source>
            <translation>工作目录</translation>
        </message>
        <message>
            <source>Home</source>
            <translation>主目录</translation>
        </message>
        <message>
            <source>  (the first 10,000)</source>
            <translation>  （前 10,000 项）</translation>
        </message>
        <message>
            <source>This folder is empty</source>
            <translation>该文件夹为空</translation>
        </message>
        <message>
            <source>Drop files here to bring them.</source>
            <translation>将文件拖放到此处即可上传。</translation>
        </message>
        <message>
            <source>There is nothing to show</source>
            <translation>没有可显示的内容</translation>
        </message>
        <message>
            <source>There is nothing to change.</source>
            <translation>没有可修改的内容。</translation>
        </message>
        <message>
            <source>The working directory of a job is the job&apos;s own. It can be looked at.</source>
            <translation>作业的工作目录归作业所有，只能查看。</translation>
        </message>
        <message>
            <source>These files belong to %1, who alone changes them here.</source>
            <translation>这些文件属于 %1，只有其本人可在此修改。</translation>
        </message>
        <message>
            <source>%1 is a folder. Bring files here, and folders as a dataset.</source>
            <translation>%1 是文件夹。此处请上传文件，文件夹请作为数据集上传。</translation>
        </message>
        <message>
            <source>Replace what is there?</source>
            <translation>替换已有文件？</translation>
        </message>
        <message>
            <source>%1 is there already and would be replaced.</source>
            <translation>%1 已存在，将被替换。</translation>
        </message>
        <message>
            <source>Everything else stays as it is.</source>
            <translation>其余内容保持不变。</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>替换</translation>
        </message>
        <message>
            <source>Upload files</source>
            <translation>上传文件</translation>
        </message>
        <message>
            <source>Save file</source>
            <translation>保存文件</translation>
        </message>
        <message>
            <source>Save files in</source>
            <translation>将文件保存到</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>New folder</source>
            <translation>新建文件夹</translation>
        </message>
        <message>
            <source>Delete files?</source>
            <translation>删除文件？</translation>
        </message>
        <message>
            <source>%1 will be deleted for ever, folders with all in them.</source>
            <translation>%1 将被永久删除，文件夹连同其中所有内容。</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Filter, such as .csv size&gt;1M age&lt;2h</source>
            <translation>筛选，例如 .csv size&gt;1M age&lt;2h</translation>
        </message>
        <message>
            <source>Filter files…</source>
            <translation>筛选文件…</translation>
        </message>
    </context>
    <context>
        <name>slipway::FilterField</name>
        <message>
            <source>Suggestions</source>
            <translation>建议</translation>
        </message>
    </context>
    <context>
        <name>slipway::FindingList</name>
        <message>
            <source>Good</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>注意</translation>
        </message>
        <message>
            <source>Bad</source>
            <translation>有问题</translation>
        </message>
        <message>
            <source>Not tried</source>
            <translation>未检查</translation>
        </message>
        <message>
            <source>API server</source>
            <translation>API 服务器</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Rights</source>
            <translation>权限</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>GPUs</source>
            <translation>GPU</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>存储</translation>
        </message>
        <message>
            <source>A pod</source>
            <translation>Pod</translation>
        </message>
        <message>
            <source>Following it</source>
            <translation>跟踪</translation>
        </message>
        <message>
            <source>Objects</source>
            <translation>对象</translation>
        </message>
    </context>
    <context>
        <name>slipway::FirstRunPage</name>
        <message>
            <source>Theme and language</source>
            <translation>主题与语言</translation>
        </message>
        <message>
            <source>Welcome to Slipway</source>
            <translation>欢迎使用 Slipway</translation>
        </message>
        <message>
            <source>Environments, jobs and data on your GPUs. Where do they run?</source>
            <translation>在您的 GPU 上管理环境、作业和数据。它们在哪里运行？</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>本机</translation>
        </message>
        <message>
            <source>Starts the platform on this machine, with the GPUs that it has. Nothing leaves it, and no account is needed.</source>
            <translation>在本机启动平台，使用本机的 GPU。数据不会离开本机，也无需账号。</translation>
        </message>
        <message>
            <source>Use this computer</source>
            <translation>使用本机</translation>
        </message>
        <message>
            <source>Connect to a server</source>
            <translation>连接到服务器</translation>
        </message>
        <message>
            <source>Test connection</source>
            <translation>测试连接</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Connected as %1.</source>
            <translation>已以 %1 的身份连接。</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>连接中…</translation>
        </message>
        <message>
            <source>Starting the platform on this computer…</source>
            <translation>正在本机启动平台…</translation>
        </message>
        <message>
            <source>Asking %1…</source>
            <translation>正在询问 %1…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Connect again</source>
            <translation>再次连接</translation>
        </message>
        <message>
            <source>Enter the secret key again: it was not kept.</source>
            <translation>请重新输入私有密钥：它没有被保存。</translation>
        </message>
        <message>
            <source>Enter the secret key: the keychain of this desktop does not answer.</source>
            <translation>请输入私有密钥：桌面的密钥环没有响应。</translation>
        </message>
    </context>
    <context>
        <name>slipway::FixedKeysList</name>
        <message>
            <source>Always the same</source>
            <translation>固定的按键</translation>
        </message>
    </context>
    <context>
        <name>slipway::FlavorBox</name>
        <message>
            <source>%1 of %2 GPUs free</source>
            <translation>%2 块 GPU 中 %1 块空闲</translation>
        </message>
        <message>
            <source>Not visible; the cluster says when it starts</source>
            <translation>不可见；启动时由集群决定</translation>
        </message>
        <message>
            <source>%1 (deleted)</source>
            <translation>%1（已删除）</translation>
        </message>
    </context>
    <context>
        <name>slipway::FormField</name>
        <message>
            <source>Changed</source>
            <translation>已修改</translation>
        </message>
        <message>
            <source>Changed. %1</source>
            <translation>已修改。%1</translation>
        </message>
    </context>
    <context>
        <name>slipway::FullChart</name>
        <message>
            <source>Log Y</source>
            <translation>对数纵轴</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Smoothing %1</source>
            <translation>平滑 %1</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Export chart</source>
            <translation>导出图表</translation>
        </message>
        <message>
            <source>Image (*.png);;Drawing (*.svg);;Points (*.csv)</source>
            <translation>图片 (*.png);;矢量图 (*.svg);;数据点 (*.csv)</translation>
        </message>
    </context>
    <context>
        <name>slipway::GoToPalette</name>
        <message>
            <source>Go to anything</source>
            <translation>快速前往</translation>
        </message>
        <message>
            <source>A page, an action, or the name of something</source>
            <translation>页面、操作或任何名称</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>%1  —  %2</source>
            <translation>%1  —  %2</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Dataset</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>%1 in %2</source>
            <translation>%2 中的%1</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>数据卷</translation>
        </message>
    </context>
    <context>
        <name>slipway::GpuMap</name>
        <message>
            <source>GPUs by owner</source>
            <translation>按所有者显示的 GPU</translation>
        </message>
        <message>
            <source>%1 of %2 GPUs in use</source>
            <translation>%2 块 GPU 中 %1 块使用中</translation>
        </message>
        <message>
            <source>%1, GPU %2</source>
            <translation>%1，GPU %2</translation>
        </message>
        <message>
            <source>%1: out of service</source>
            <translation>%1：停用</translation>
        </message>
        <message>
            <source>%1: free</source>
            <translation>%1：空闲</translation>
        </message>
        <message>
            <source>%1: held by %2, idle</source>
            <translation>%1：由 %2 占用，闲置</translation>
        </message>
        <message>
            <source>%1: %2, %3 % used</source>
            <translation>%1：%2，利用率 %3%</translation>
        </message>
    </context>
    <context>
        <name>slipway::GrowVolumeDialog</name>
        <message>
            <source>Grow volume %1</source>
            <translation>扩容数据卷 %1</translation>
        </message>
        <message>
            <source>It has %1 now. What is in it stays, and nothing has to be stopped. A volume never shrinks.</source>
            <translation>现在为 %1。其中的内容保留，无需停止任何东西。数据卷不会缩小。</translation>
        </message>
        <message>
            <source>New size</source>
            <translation>新容量</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Grow</source>
            <translation>扩容</translation>
        </message>
        <message>
            <source>Write a larger size than it has, such as 200 GiB.</source>
            <translation>请写出比现在更大的容量，例如 200 GiB。</translation>
        </message>
        <message>
            <source>Volume %1 grows to %2.</source>
            <translation>数据卷 %1 已扩容到 %2。</translation>
        </message>
    </context>
    <context>
        <name>slipway::Guide</name>
        <message>
            <source>%1 of %2 files</source>
            <translation>%1 / %2 个文件</translation>
        </message>
    </context>
    <context>
        <name>slipway::GuideCard</name>
        <message>
            <source>%1 Environment</source>
            <translation>%1 环境</translation>
        </message>
        <message>
            <source>%1 Data</source>
            <translation>%1 数据</translation>
        </message>
        <message>
            <source>%1 Training</source>
            <translation>%1 训练</translation>
        </message>
        <message>
            <source>%1 Charts</source>
            <translation>%1 图表</translation>
        </message>
        <message>
            <source>%1 Model</source>
            <translation>%1 模型</translation>
        </message>
        <message>
            <source>%1 Give back</source>
            <translation>%1 归还</translation>
        </message>
        <message>
            <source>A machine of your own with Jupyter and a terminal.</source>
            <translation>属于您的机器，带 Jupyter 和终端。</translation>
        </message>
        <message>
            <source>1,797 small pictures of digits, as a dataset.</source>
            <translation>1,797 张手写数字小图，作为数据集。</translation>
        </message>
        <message>
            <source>A job runs the sample&apos;s script on that dataset.</source>
            <translation>作业用该数据集运行示例脚本。</translation>
        </message>
        <message>
            <source>See loss and accuracy move while it learns.</source>
            <translation>在学习时查看损失和准确率的变化。</translation>
        </message>
        <message>
            <source>What the job saved, and where it lies.</source>
            <translation>作业保存了什么，存放在哪里。</translation>
        </message>
        <message>
            <source>The GPU is free for others; files and packages stay.</source>
            <translation>GPU 供他人使用；文件和软件包保留。</translation>
        </message>
        <message>
            <source>Make it</source>
            <translation>创建</translation>
        </message>
        <message>
            <source>Upload it</source>
            <translation>上传</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Open charts</source>
            <translation>打开图表</translation>
        </message>
        <message>
            <source>Show model</source>
            <translation>查看模型</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>释放</translation>
        </message>
        <message>
            <source>First steps</source>
            <translation>入门</translation>
        </message>
        <message>
            <source>Train a small network on handwritten digits, for real. Nothing else is needed.</source>
            <translation>真正训练一个识别手写数字的小网络，无需其他准备。</translation>
        </message>
        <message>
            <source>Hide the first steps</source>
            <translation>隐藏入门</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>进行中</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>稍后</translation>
        </message>
    </context>
    <context>
        <name>slipway::HomeCard</name>
        <message>
            <source>Show fewer</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>Show all %1</source>
            <translation>显示全部 %1 项</translation>
        </message>
    </context>
    <context>
        <name>slipway::HomePage</name>
        <message>
            <source>Home</source>
            <translation>主页</translation>
        </message>
        <message>
            <source>Create environment</source>
            <translation>创建环境</translation>
        </message>
        <message>
            <source>Launch job</source>
            <translation>启动作业</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Nothing of yours is running.</source>
            <translation>您没有正在运行的任务。</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>Failed lately</source>
            <translation>最近失败</translation>
        </message>
        <message>
            <source>Idle GPUs</source>
            <translation>闲置的 GPU</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>已固定</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>最近</translation>
        </message>
        <message>
            <source>Next steps</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Create an environment to work in</source>
            <translation>创建一个工作环境</translation>
        </message>
        <message>
            <source>Upload a dataset to train on</source>
            <translation>上传用于训练的数据集</translation>
        </message>
        <message>
            <source>Launch a job</source>
            <translation>启动作业</translation>
        </message>
        <message>
            <source>Go on with the first steps</source>
            <translation>继续入门</translation>
        </message>
        <message>
            <source>nothing runs</source>
            <translation>无运行</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 个在运行</translation>
        </message>
        <message>
            <source>nothing waits</source>
            <translation>无等待</translation>
        </message>
        <message>
            <source>%1 waiting</source>
            <translation>%1 个在等待</translation>
        </message>
        <message>
            <source>%1 failed lately</source>
            <translation>%1 个最近失败</translation>
        </message>
        <message>
            <source>%1 idle</source>
            <translation>%1 个闲置</translation>
        </message>
    </context>
    <context>
        <name>slipway::HomeRowView</name>
        <message>
            <source>Release GPU</source>
            <translation>释放 GPU</translation>
        </message>
        <message>
            <source>Release GPU of %1</source>
            <translation>释放 %1 的 GPU</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Resume %1</source>
            <translation>恢复 %1</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stop %1</source>
            <translation>停止 %1</translation>
        </message>
        <message>
            <source>See log</source>
            <translation>查看日志</translation>
        </message>
        <message>
            <source>See log of %1</source>
            <translation>查看 %1 的日志</translation>
        </message>
        <message>
            <source>Launch again…</source>
            <translation>再次启动…</translation>
        </message>
        <message>
            <source>Launch %1 again…</source>
            <translation>再次启动 %1…</translation>
        </message>
        <message>
            <source>Put %1 aside</source>
            <translation>搁置 %1</translation>
        </message>
        <message>
            <source>Pin %1</source>
            <translation>固定 %1</translation>
        </message>
        <message>
            <source>Unpin %1</source>
            <translation>取消固定 %1</translation>
        </message>
    </context>
    <context>
        <name>slipway::JobActions</name>
        <message>
            <source>Job %1 is being stopped. Its log and what it wrote are kept.</source>
            <translation>正在停止作业 %1。日志和产出都会保留。</translation>
        </message>
        <message>
            <source>Delete job %1?</source>
            <translation>删除作业 %1？</translation>
        </message>
        <message>
            <source>Lost for ever: its log, its metrics, and its working directory. If it is running, it is stopped.</source>
            <translation>将永久丢失：日志、指标和工作目录。如果正在运行，将被停止。</translation>
        </message>
        <message>
            <source>Kept: what it wrote to its outputs, its models, and the datasets that it used.</source>
            <translation>将保留：写入输出目录的内容、模型以及所用的数据集。</translation>
        </message>
        <message>
            <source>Delete job</source>
            <translation>删除作业</translation>
        </message>
        <message>
            <source>Job deleted.</source>
            <translation>作业已删除。</translation>
        </message>
        <message>
            <source>Stop the job of %1?</source>
            <translation>停止 %1 的作业？</translation>
        </message>
        <message>
            <source>Lost: what it has computed and not yet written.</source>
            <translation>将丢失：已计算但尚未写出的内容。</translation>
        </message>
        <message>
            <source>Kept: its log, its metrics, and what it wrote.</source>
            <translation>将保留：日志、指标和已写出的内容。</translation>
        </message>
        <message>
            <source>Stop job</source>
            <translation>停止作业</translation>
        </message>
    </context>
    <context>
        <name>slipway::JobCommandPage</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>None: the image alone</source>
            <translation>无：仅使用镜像</translation>
        </message>
        <message>
            <source>One shell command, run in the folder of your code.</source>
            <translation>一条 shell 命令，在代码文件夹中运行。</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Where the code comes from</source>
            <translation>代码来源</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Git</source>
            <translation>Git</translation>
        </message>
        <message>
            <source>Code folder</source>
            <translation>代码文件夹</translation>
        </message>
        <message>
            <source>Folder on this computer</source>
            <translation>本机上的文件夹</translation>
        </message>
        <message>
            <source>Git address</source>
            <translation>Git 地址</translation>
        </message>
        <message>
            <source>Git revision</source>
            <translation>Git 版本</translation>
        </message>
        <message>
            <source>Branch, tag or commit</source>
            <translation>分支、标签或提交</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Choose code folder</source>
            <translation>选择代码文件夹</translation>
        </message>
        <message>
            <source>Choose the folder with the code</source>
            <translation>选择代码所在的文件夹</translation>
        </message>
        <message>
            <source>Same as before</source>
            <translation>与上次相同</translation>
        </message>
        <message>
            <source>With one, the job uses the Python packages that are installed in it.</source>
            <translation>选择后，作业将使用该环境中安装的 Python 软件包。</translation>
        </message>
    </context>
    <context>
        <name>slipway::JobDetails</name>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Clone</source>
            <translation>克隆</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Deleting</source>
            <translation>删除中</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Before it</source>
            <translation>前置命令</translation>
        </message>
        <message>
            <source>After it</source>
            <translation>后置命令</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Flavor</source>
            <translation>规格</translation>
        </message>
        <message>
            <source>GPUs held</source>
            <translation>占用的 GPU</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Variables</source>
            <translation>环境变量</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>开始时间</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>结束时间</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>运行时长</translation>
        </message>
        <message>
            <source>Exit code</source>
            <translation>退出码</translation>
        </message>
        <message>
            <source>Signal</source>
            <translation>信号</translation>
        </message>
        <message>
            <source>Attempt</source>
            <translation>尝试次数</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>YAML</source>
            <translation>YAML</translation>
        </message>
        <message>
            <source>When it may start</source>
            <translation>可能的开始时间</translation>
        </message>
    </context>
    <context>
        <name>slipway::JobOriginBox</name>
        <message>
            <source>What you launched last: %1</source>
            <translation>上次启动的作业：%1</translation>
        </message>
        <message>
            <source>Template %1</source>
            <translation>模板 %1</translation>
        </message>
        <message>
            <source>Job %1</source>
            <translation>作业 %1</translation>
        </message>
        <message>
            <source>An empty form</source>
            <translation>空白表单</translation>
        </message>
    </context>
    <context>
        <name>slipway::JobPage</name>
        <message>
            <source>Jobs</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Launch job</source>
            <translation>启动作业</translation>
        </message>
        <message>
            <source>No job yet</source>
            <translation>还没有作业</translation>
        </message>
        <message>
            <source>A job runs one command with your code, packages and datasets, and gives its GPUs back when it ends. Its log, metrics and models stay.</source>
            <translation>作业使用您的代码、软件包和数据集运行一条命令，结束后归还 GPU。日志、指标和模型都会保留。</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>运行时长</translation>
        </message>
        <message>
            <source>Result, or why it waits</source>
            <translation>结果或等待原因</translation>
        </message>
        <message>
            <source>1 model</source>
            <translation>1 个模型</translation>
        </message>
        <message>
            <source>%1 models</source>
            <translation>%1 个模型</translation>
        </message>
        <message>
            <source>Filter, such as owner:me phase:running gpu&gt;1</source>
            <translation>筛选，例如 owner:me phase:running gpu&gt;1</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
    </context>
    <context>
        <name>slipway::JobResourcesPage</name>
        <message>
            <source>Flavor</source>
            <translation>规格</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>The project has no complete dataset yet.</source>
            <translation>项目中还没有上传完成的数据集。</translation>
        </message>
        <message>
            <source>Each is a folder under $SLIPWAY_DATASETS, named as the dataset.</source>
            <translation>每个数据集都是 $SLIPWAY_DATASETS 下的同名文件夹。</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>永不</translation>
        </message>
        <message>
            <source>Optional</source>
            <translation>可不填</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>One key=value a line, read by the job from the file $SLIPWAY_PARAMS.</source>
            <translation>每行一个 key=value，作业从文件 $SLIPWAY_PARAMS 中读取。</translation>
        </message>
        <message>
            <source>Variables</source>
            <translation>环境变量</translation>
        </message>
        <message>
            <source>Environment variables, one key=value a line.</source>
            <translation>环境变量，每行一个 key=value。</translation>
        </message>
        <message>
            <source>Stop after</source>
            <translation>时长上限</translation>
        </message>
        <message>
            <source>Retries</source>
            <translation>重试次数</translation>
        </message>
        <message>
            <source>How often a failed attempt is followed by another.</source>
            <translation>失败后最多重试的次数。</translation>
        </message>
        <message>
            <source>Before it</source>
            <translation>前置命令</translation>
        </message>
        <message>
            <source>A command that must succeed first.</source>
            <translation>须先成功执行的命令。</translation>
        </message>
        <message>
            <source>After it</source>
            <translation>后置命令</translation>
        </message>
        <message>
            <source>A command that runs however the job ended.</source>
            <translation>无论作业如何结束都会执行的命令。</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Only for a distributed job: roles and how many of each, all of this flavor. They start together and find each other by TF_CONFIG, MASTER_ADDR, RANK.</source>
            <translation>仅用于分布式作业：填写角色及各自的数量，规格均相同。它们一同启动，并通过 TF_CONFIG、MASTER_ADDR、RANK 找到彼此。</translation>
        </message>
        <message>
            <source>Write roles with their counts, such as chief=1, worker=3.</source>
            <translation>请填写角色及数量，例如 chief=1, worker=3。</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>The project has no volume yet.</source>
            <translation>项目还没有数据卷。</translation>
        </message>
        <message>
            <source>Each is a folder at the path beside it, and under $SLIPWAY_VOLUMES.</source>
            <translation>每个数据卷都是旁边路径上的文件夹，也在 $SLIPWAY_VOLUMES 下。</translation>
        </message>
    </context>
    <context>
        <name>slipway::KeyValueEdit</name>
        <message>
            <source>&quot;%1&quot; is not of the form key=value.</source>
            <translation>“%1”不是 key=value 的形式。</translation>
        </message>
    </context>
    <context>
        <name>slipway::LaunchJobDialog</name>
        <message>
            <source>Launch job</source>
            <translation>启动作业</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Resources</source>
            <translation>资源</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Launch</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Flavor</source>
            <translation>规格</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>可用情况</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Stop after</source>
            <translation>时长上限</translation>
        </message>
        <message>
            <source>Packing and sending the code…</source>
            <translation>正在打包并上传代码…</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>Start from</source>
            <translation>起点</translation>
        </message>
        <message>
            <source>Save as template…</source>
            <translation>保存为模板…</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>费用</translation>
        </message>
        <message>
            <source>Changed from %1</source>
            <translation>相对 %1 的改动</translation>
        </message>
    </context>
    <context>
        <name>slipway::LinkBanner</name>
        <message>
            <source>Connect again…</source>
            <translation>重新连接…</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>%1 What you see is from %2.</source>
            <translation>%1所示为 %2 的状态。</translation>
        </message>
    </context>
    <context>
        <name>slipway::ListPage</name>
        <message>
            <source>Copy selected rows</source>
            <translation>复制所选行</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>There are more than this window holds, so that the oldest are left out. slipwayctl lists them all.</source>
            <translation>数量超出此窗口所能容纳，因此略去了最旧的。slipwayctl 可列出全部。</translation>
        </message>
    </context>
    <context>
        <name>slipway::LoadingState</name>
        <message>
            <source>Loading…</source>
            <translation>加载中…</translation>
        </message>
    </context>
    <context>
        <name>slipway::LogPanel</name>
        <message>
            <source>Save log</source>
            <translation>保存日志</translation>
        </message>
        <message>
            <source>log.txt</source>
            <translation>log.txt</translation>
        </message>
        <message>
            <source>The log could not be saved: %1. Choose another place.</source>
            <translation>无法保存日志：%1。请换一个位置。</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>following</source>
            <translation>跟随中</translation>
        </message>
        <message>
            <source>live, scrolled back</source>
            <translation>实时，已回看</translation>
        </message>
        <message numerus="yes">
            <source>%Ln lines · %1 · %2</source>
            <translation>
                <numerusform>%Ln 行 · %1 · %2</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lines…</source>
            <translation>
                <numerusform>%Ln 行…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lines</source>
            <translation>
                <numerusform>%Ln 行</numerusform>
            </translation>
        </message>
        <message>
            <source>Search text or regex</source>
            <translation>搜索，支持正则表达式</translation>
        </message>
        <message>
            <source>Search in the log</source>
            <translation>在日志中搜索</translation>
        </message>
        <message>
            <source>Previous match (Shift+F3)</source>
            <translation>上一处匹配 (Shift+F3)</translation>
        </message>
        <message>
            <source>Previous match</source>
            <translation>上一处匹配</translation>
        </message>
        <message>
            <source>Next match (F3)</source>
            <translation>下一处匹配 (F3)</translation>
        </message>
        <message>
            <source>Next match</source>
            <translation>下一处匹配</translation>
        </message>
        <message>
            <source>Only matches</source>
            <translation>仅显示匹配</translation>
        </message>
        <message>
            <source>Wrap</source>
            <translation>自动换行</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
    </context>
    <context>
        <name>slipway::LogTab</name>
        <message>
            <source>Replica</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Whose log is shown; the first stands for the whole job.</source>
            <translation>显示哪个副本的日志；第一个副本代表整个作业。</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Nothing was written yet</source>
            <translation>尚无输出</translation>
        </message>
        <message>
            <source>The log begins when it starts</source>
            <translation>启动后开始记录日志</translation>
        </message>
    </context>
    <context>
        <name>slipway::LogView</name>
        <message>
            <source>Log</source>
            <translation>日志</translation>
        </message>
        <message numerus="yes">
            <source>%Ln lines</source>
            <translation>
                <numerusform>%Ln 行</numerusform>
            </translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>No line matches.</source>
            <translation>没有匹配的行。</translation>
        </message>
    </context>
    <context>
        <name>slipway::MainWindow</name>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>this computer</source>
            <translation>本机</translation>
        </message>
        <message>
            <source>Forget %1?</source>
            <translation>忘记 %1？</translation>
        </message>
        <message>
            <source>Its address and its secret key are removed from this computer. To connect again, enter them once more.</source>
            <translation>其地址和私有密钥将从本机删除。要再次连接，需重新输入。</translation>
        </message>
        <message>
            <source>Nothing changes on the server: what runs there goes on, and the access key stays valid until somebody revokes it.</source>
            <translation>服务器上没有任何变化：正在运行的会继续，访问密钥在被吊销之前仍然有效。</translation>
        </message>
        <message>
            <source>Forget connection</source>
            <translation>忘记连接</translation>
        </message>
        <message>
            <source>Leave this connection?</source>
            <translation>离开此连接？</translation>
        </message>
        <message>
            <source>Uploads in progress stop.</source>
            <translation>正在进行的上传会停止。</translation>
        </message>
        <message>
            <source>What was sent is kept. Start the same upload again to continue it.</source>
            <translation>已发送的部分会保留。再次开始同一上传即可继续。</translation>
        </message>
        <message>
            <source>Stop uploads and leave</source>
            <translation>停止上传并离开</translation>
        </message>
        <message>
            <source>Open a link</source>
            <translation>打开链接</translation>
        </message>
        <message>
            <source>The link leads to %1 on %2. Connect there?</source>
            <translation>该链接指向 %2 上的 %1。要连接过去吗？</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>未连接</translation>
        </message>
        <message numerus="yes">
            <source>%1: %n GPUs free</source>
            <translation>
                <numerusform>%1：%n 个 GPU 空闲</numerusform>
            </translation>
        </message>
        <message>
            <source>%1: not connected</source>
            <translation>%1：未连接</translation>
        </message>
        <message>
            <source>The keychain of this desktop does not answer, so the secret key is kept only until Slipway ends.</source>
            <translation>桌面的密钥环没有响应，因此私有密钥只保存到 Slipway 退出为止。</translation>
        </message>
        <message>
            <source>Keep it in a file</source>
            <translation>保存到文件</translation>
        </message>
        <message>
            <source>The secret key is kept in %1, which only you can read.</source>
            <translation>私有密钥保存在 %1 中，仅您可读。</translation>
        </message>
        <message>
            <source>Give up what is not applied?</source>
            <translation>放弃未应用的内容？</translation>
        </message>
        <message>
            <source>You changed the YAML of %1 and have not applied it.</source>
            <translation>您修改了 %1 的 YAML，但尚未应用。</translation>
        </message>
        <message>
            <source>Go back and press Apply in the tab YAML to keep it.</source>
            <translation>如需保留，请返回并在 YAML 标签页中点击“应用”。</translation>
        </message>
        <message>
            <source>Give up</source>
            <translation>放弃</translation>
        </message>
    </context>
    <context>
        <name>slipway::MetricsTab</name>
        <message>
            <source>Filter metrics…</source>
            <translation>筛选指标…</translation>
        </message>
        <message>
            <source>Filter metrics</source>
            <translation>筛选指标</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Smoothing: weight of the moving average</source>
            <translation>平滑：滑动平均的权重</translation>
        </message>
        <message>
            <source>Smooth %1</source>
            <translation>平滑 %1</translation>
        </message>
        <message>
            <source>Log Y</source>
            <translation>对数纵轴</translation>
        </message>
        <message>
            <source>Logarithmic vertical axis</source>
            <translation>纵轴使用对数刻度</translation>
        </message>
        <message>
            <source>No metrics yet</source>
            <translation>还没有指标</translation>
        </message>
        <message>
            <source>Charts appear as soon as the job writes TensorBoard event files to $SLIPWAY_EVENTS, or logs metrics with the Python package slipway.</source>
            <translation>作业将 TensorBoard 事件文件写入 $SLIPWAY_EVENTS，或使用 Python 包 slipway 记录指标后，图表会立即出现。</translation>
        </message>
        <message>
            <source>%1 points, all of them drawn</source>
            <translation>共 %1 个数据点，全部绘出</translation>
        </message>
        <message>
            <source>An event file is damaged; what came before is shown</source>
            <translation>有事件文件损坏，仅显示损坏处之前的内容</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>重试</translation>
        </message>
    </context>
    <context>
        <name>slipway::NavButton</name>
        <message numerus="yes">
            <source>%n entries</source>
            <translation>
                <numerusform>%n 项</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::NewsWatch</name>
        <message>
            <source>Job %1 succeeded.</source>
            <translation>作业 %1 已成功。</translation>
        </message>
        <message>
            <source>Job %1 failed. %2</source>
            <translation>作业 %1 失败。%2</translation>
        </message>
        <message>
            <source>Environment %1 is ready.</source>
            <translation>环境 %1 已就绪。</translation>
        </message>
        <message>
            <source>The GPU of %1 has been idle for %2 minutes. Release it for others; files and packages are kept.</source>
            <translation>%1 的 GPU 已闲置 %2 分钟。可将其释放给他人；文件和软件包会保留。</translation>
        </message>
    </context>
    <context>
        <name>slipway::NodeTab</name>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>GPUs in use</source>
            <translation>在用 GPU</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>型号</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>利用率</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>空闲</translation>
        </message>
        <message>
            <source>Filter, such as free&gt;=4 memory&gt;512G model:H100</source>
            <translation>筛选，例如 free&gt;=4 memory&gt;512G model:H100</translation>
        </message>
        <message>
            <source>No node is visible</source>
            <translation>看不到任何节点</translation>
        </message>
        <message>
            <source>The platform has rights in one namespace alone, or no machine has joined it yet.</source>
            <translation>平台只拥有一个命名空间的权限，或者还没有机器加入。</translation>
        </message>
    </context>
    <context>
        <name>slipway::NoticePane</name>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清空</translation>
        </message>
        <message>
            <source>Nothing has happened yet. What Slipway says while you look elsewhere is kept here.</source>
            <translation>还没有任何消息。您不在时 Slipway 的提示会保存在这里。</translation>
        </message>
    </context>
    <context>
        <name>slipway::PreferenceRow</name>
        <message>
            <source>%1 already means: %2. Choose other keys, or change those first.</source>
            <translation>%1 已用于：%2。请选择其他按键，或先修改那一项。</translation>
        </message>
        <message>
            <source>Back to %1</source>
            <translation>恢复为 %1</translation>
        </message>
        <message>
            <source>Back to %1: %2</source>
            <translation>恢复为 %1：%2</translation>
        </message>
        <message>
            <source>The keys of the file of settings already mean: %1. Choose others.</source>
            <translation>设置文件中的按键已用于：%1。请选择其他按键。</translation>
        </message>
    </context>
    <context>
        <name>slipway::QueueTab</name>
        <message>
            <source>Queue</source>
            <translation>排队</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>位次</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>项目</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Asks for</source>
            <translation>申请</translation>
        </message>
        <message>
            <source>Waits for</source>
            <translation>已等待</translation>
        </message>
        <message>
            <source>Why it waits</source>
            <translation>等待原因</translation>
        </message>
        <message>
            <source>When it may start</source>
            <translation>可能的开始时间</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Filter, such as owner:me gpu&gt;1 waits&gt;2h</source>
            <translation>筛选，例如 owner:me gpu&gt;1 waits&gt;2h</translation>
        </message>
        <message>
            <source>you</source>
            <translation>我</translation>
        </message>
        <message>
            <source>Nothing waits</source>
            <translation>没有等待的任务</translation>
        </message>
        <message>
            <source>What waits for GPUs is listed here in its order, with the reason.</source>
            <translation>等待 GPU 的任务按顺序列在这里，并附原因。</translation>
        </message>
        <message>
            <source>Reckoned from the time limits of what runs now. It can be sooner, and later when others go first.</source>
            <translation>按运行中任务的时限推算。可能更早；若其他任务排到前面，则会更晚。</translation>
        </message>
    </context>
    <context>
        <name>slipway::Rail</name>
        <message>
            <source>This computer</source>
            <translation>本机</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>连接中…</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>%1 · %2 ms</source>
            <translation>%1 · %2 毫秒</translation>
        </message>
        <message>
            <source>%1 answers in %2 ms</source>
            <translation>%1，响应时间 %2 毫秒</translation>
        </message>
    </context>
    <context>
        <name>slipway::RenameTemplateDialog</name>
        <message>
            <source>Rename template %1</source>
            <translation>重命名模板 %1</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>新名称</translation>
        </message>
        <message>
            <source>Jobs that were started from it stay as they are.</source>
            <translation>以它启动的作业不受影响。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Template %1 is called %2 now.</source>
            <translation>模板 %1 现在名为 %2。</translation>
        </message>
        <message>
            <source>Template %1 is there, but %2 could not be deleted: %3</source>
            <translation>模板 %1 已创建，但 %2 无法删除：%3</translation>
        </message>
    </context>
    <context>
        <name>slipway::ReplicasTab</name>
        <message>
            <source>Replica</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Phase</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>GPUs</source>
            <translation>GPU</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>运行时长</translation>
        </message>
        <message>
            <source>Result, or why it waits</source>
            <translation>结果或等待原因</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Filter, such as phase:failed node:gpu-3 runtime&lt;1m</source>
            <translation>筛选，例如 phase:failed node:gpu-3 runtime&lt;1m</translation>
        </message>
        <message>
            <source>No replica has started yet</source>
            <translation>还没有副本启动</translation>
        </message>
        <message>
            <source>They start together, as soon as there is room for all.</source>
            <translation>一旦资源足够所有副本，它们会同时启动。</translation>
        </message>
    </context>
    <context>
        <name>slipway::ResourceBox</name>
        <message>
            <source>%1 (removed)</source>
            <translation>%1（已移除）</translation>
        </message>
    </context>
    <context>
        <name>slipway::SaveTemplateDialog</name>
        <message>
            <source>Save as template</source>
            <translation>保存为模板</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Everybody in the project can start jobs from it.</source>
            <translation>项目中的所有人都可以用它启动作业。</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>What it is for, optional</source>
            <translation>用途，可不填</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Save template</source>
            <translation>保存模板</translation>
        </message>
        <message>
            <source>Template %1 saved.</source>
            <translation>模板 %1 已保存。</translation>
        </message>
    </context>
    <context>
        <name>slipway::SelectionBar</name>
        <message>
            <source>%1 selected</source>
            <translation>已选 %1 个</translation>
        </message>
        <message>
            <source>%1 selected. Select at most %2 to act on them.</source>
            <translation>已选 %1 个。最多选 %2 个才能批量操作。</translation>
        </message>
        <message>
            <source>Clear selection</source>
            <translation>取消选择</translation>
        </message>
    </context>
    <context>
        <name>slipway::SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>分类</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>隐私</translation>
        </message>
        <message>
            <source>Reset this section</source>
            <translation>重置此分类</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>There is no telemetry. Slipway connects to the servers that you name, and to nothing else: it counts nothing, reports nothing and looks for no updates.

What it remembers stays on this computer: settings and connections in its folder of settings, secret keys where you chose to keep them.</source>
            <translation>没有遥测。Slipway 只连接您指定的服务器，不连接任何其他地方：不统计、不上报，也不检查更新。

它记住的内容都留在本机：设置和连接在其设置文件夹中，私有密钥在您选择的位置。</translation>
        </message>
    </context>
    <context>
        <name>slipway::SizeHistogram</name>
        <message>
            <source>%1 files from %2</source>
            <translation>%1 个文件不小于 %2</translation>
        </message>
        <message>
            <source>Sizes of the files</source>
            <translation>文件大小分布</translation>
        </message>
    </context>
    <context>
        <name>slipway::StatePane</name>
        <message>
            <source>This cannot be shown now</source>
            <translation>目前无法显示</translation>
        </message>
        <message>
            <source>Nothing matches the filter</source>
            <translation>没有匹配项</translation>
        </message>
        <message>
            <source>Every word must occur in the row, and every condition must hold.</source>
            <translation>每个词都要在该行中出现，每个条件都要成立。</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>清除筛选</translation>
        </message>
        <message>
            <source>You have no access to this</source>
            <translation>您没有访问权限</translation>
        </message>
    </context>
    <context>
        <name>slipway::StatusLine</name>
        <message>
            <source>Cancel upload</source>
            <translation>取消上传</translation>
        </message>
        <message>
            <source>GPUs not visible</source>
            <translation>看不到 GPU</translation>
        </message>
        <message>
            <source>No GPU</source>
            <translation>无 GPU</translation>
        </message>
        <message>
            <source>GPUs %1 mine · %2 project · %3 free of %4</source>
            <translation>GPU：我 %1 · 项目 %2 · 空闲 %3 / %4</translation>
        </message>
        <message>
            <source>%1 of %2 GPUs free</source>
            <translation>%2 块 GPU 中 %1 块空闲</translation>
        </message>
        <message>
            <source> · and %1 more</source>
            <translation> · 另有 %1 个</translation>
        </message>
        <message>
            <source>Updated now</source>
            <translation>刚刚更新</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>连接中…</translation>
        </message>
        <message>
            <source>Older server: %1</source>
            <translation>服务器版本较旧：%1</translation>
        </message>
        <message>
            <source>The server is version %1, this workbench is %2. What the server cannot do yet is refused with a message. Its administrator can update it.</source>
            <translation>服务器版本为 %1，本工作台为 %2。服务器尚不支持的操作会被拒绝并说明原因。其管理员可以更新服务器。</translation>
        </message>
        <message>
            <source>Newer server: %1</source>
            <translation>服务器版本较新：%1</translation>
        </message>
        <message>
            <source>The server is version %1, this workbench is %2. What is new there is not shown here. Update the workbench to see all of it.</source>
            <translation>服务器版本为 %1，本工作台为 %2。服务器的新内容不会在此显示。请更新工作台以查看全部内容。</translation>
        </message>
        <message>
            <source>%1 s ago</source>
            <translation>%1 秒前</translation>
        </message>
        <message>
            <source>Not connected, trying again · as of %1</source>
            <translation>未连接，正在重试 · 数据截至 %1</translation>
        </message>
        <message>
            <source>Not connected, trying again</source>
            <translation>未连接，正在重试</translation>
        </message>
    </context>
    <context>
        <name>slipway::StepDialog</name>
        <message>
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>上一步</translation>
        </message>
    </context>
    <context>
        <name>slipway::StepHeader</name>
        <message>
            <source>Step %1 of %2: %3</source>
            <translation>第 %1 步，共 %2 步：%3</translation>
        </message>
    </context>
    <context>
        <name>slipway::StoreBox</name>
        <message>
            <source>The platform&apos;s own</source>
            <translation>平台自带的存储</translation>
        </message>
        <message>
            <source>%1 (does not answer)</source>
            <translation>%1（无响应）</translation>
        </message>
    </context>
    <context>
        <name>slipway::TableView</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Columns as at first</source>
            <translation>恢复初始的列</translation>
        </message>
    </context>
    <context>
        <name>slipway::TemplateActions</name>
        <message>
            <source>template %1</source>
            <translation>模板 %1</translation>
        </message>
        <message>
            <source>%1 templates</source>
            <translation>%1 个模板</translation>
        </message>
        <message>
            <source>Delete template %1?</source>
            <translation>删除模板 %1？</translation>
        </message>
        <message>
            <source>Lost: the settings that it keeps. Nobody can start jobs from it any more.</source>
            <translation>失去：它保存的设置。再也不能以它启动作业。</translation>
        </message>
        <message>
            <source>Kept: the jobs that were started from it, and its code.</source>
            <translation>保留：以它启动的作业及其代码。</translation>
        </message>
        <message>
            <source>Delete template</source>
            <translation>删除模板</translation>
        </message>
        <message>
            <source>Template deleted.</source>
            <translation>模板已删除。</translation>
        </message>
        <message>
            <source>Delete %1</source>
            <translation>删除 %1</translation>
        </message>
        <message>
            <source>Delete %1?</source>
            <translation>删除 %1？</translation>
        </message>
        <message>
            <source>Lost: the settings that they keep. Nobody can start jobs from them any more.</source>
            <translation>失去：它们保存的设置。再也不能以它们启动作业。</translation>
        </message>
        <message>
            <source>Kept: the jobs that were started from them, and their code.</source>
            <translation>保留：以它们启动的作业及其代码。</translation>
        </message>
        <message>
            <source>Deleted %1.</source>
            <translation>已删除 %1。</translation>
        </message>
    </context>
    <context>
        <name>slipway::TemplateDetails</name>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>YAML</source>
            <translation>YAML</translation>
        </message>
        <message>
            <source>Launch job</source>
            <translation>启动作业</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Deleting</source>
            <translation>删除中</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Before it</source>
            <translation>前置命令</translation>
        </message>
        <message>
            <source>After it</source>
            <translation>后置命令</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Flavor</source>
            <translation>规格</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Variables</source>
            <translation>环境变量</translation>
        </message>
        <message>
            <source>Stop after</source>
            <translation>时长上限</translation>
        </message>
        <message>
            <source>Retries</source>
            <translation>重试次数</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
    </context>
    <context>
        <name>slipway::TemplatePage</name>
        <message>
            <source>Jobs</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>Launch job</source>
            <translation>启动作业</translation>
        </message>
        <message>
            <source>Filter, such as owner:me flavor:gpu-1</source>
            <translation>筛选，例如 owner:me flavor:gpu-1</translation>
        </message>
        <message>
            <source>No template yet</source>
            <translation>还没有模板</translation>
        </message>
        <message>
            <source>A template keeps what a job was launched with, for all of the project to start from. Save one in the last step of launching a job.</source>
            <translation>模板保存启动作业时的设置，供项目的所有人以此为起点。可在启动作业的最后一步保存。</translation>
        </message>
        <message>
            <source>What it is for</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Flavor</source>
            <translation>规格</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
    </context>
    <context>
        <name>slipway::Toast</name>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>slipway::TopBar</name>
        <message>
            <source>Go to anything…</source>
            <translation>快速前往…</translation>
        </message>
        <message>
            <source>Go to anything</source>
            <translation>快速前往</translation>
        </message>
        <message>
            <source>Project %1</source>
            <translation>项目 %1</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Account and settings</source>
            <translation>账号与设置</translation>
        </message>
        <message>
            <source>Slipway %1</source>
            <translation>Slipway %1</translation>
        </message>
        <message>
            <source>Slipway %1, server %2</source>
            <translation>Slipway %1，服务器 %2</translation>
        </message>
        <message>
            <source>Connect elsewhere…</source>
            <translation>连接到其他平台…</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
    </context>
    <context>
        <name>slipway::TransferList</name>
        <message>
            <source>Cancel transfer</source>
            <translation>取消传输</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>%1/s</source>
            <translation>%1/秒</translation>
        </message>
    </context>
    <context>
        <name>slipway::TrayIcon</name>
        <message>
            <source>Open Slipway</source>
            <translation>打开 Slipway</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
    </context>
    <context>
        <name>slipway::TrustDialog</name>
        <message>
            <source>Certificate of the server</source>
            <translation>服务器的证书</translation>
        </message>
        <message>
            <source>The certificate has changed</source>
            <translation>证书已改变</translation>
        </message>
        <message>
            <source>Nobody vouches for this certificate</source>
            <translation>此证书无人担保</translation>
        </message>
        <message>
            <source>%1 shows another certificate than the one that you trusted. It may have been renewed; or somebody between you and the server reads along. Nothing was sent.</source>
            <translation>%1 出示的证书与您信任的不同。它可能已更换，也可能有人在您与服务器之间窃听。尚未发送任何内容。</translation>
        </message>
        <message>
            <source>%1 shows a certificate that no authority you trust has signed. That is usual for servers inside a company. Nothing was sent yet.</source>
            <translation>%1 出示的证书没有由您信任的颁发机构签发。这在企业内部的服务器上很常见。尚未发送任何内容。</translation>
        </message>
        <message>
            <source>SHA-256 of the certificate</source>
            <translation>证书的 SHA-256</translation>
        </message>
        <message>
            <source>Made for %1
Signed by %2
Valid from %3 until %4</source>
            <translation>颁发给 %1
由 %2 签发
有效期从 %3 到 %4</translation>
        </message>
        <message>
            <source>Ask the administrator of the server for this number, by another way than this connection. If it is the same, trust the certificate; no other will be taken then.</source>
            <translation>请通过此连接以外的途径向服务器管理员索取此数字。若一致，则信任该证书；此后不再接受其他证书。</translation>
        </message>
        <message>
            <source>Do not connect</source>
            <translation>不连接</translation>
        </message>
        <message>
            <source>Trust this certificate</source>
            <translation>信任此证书</translation>
        </message>
    </context>
    <context>
        <name>slipway::UploadDialog</name>
        <message>
            <source>Upload dataset</source>
            <translation>上传数据集</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Upload</source>
            <translation>上传</translation>
        </message>
        <message>
            <source>Folder on this computer</source>
            <translation>本机上的文件夹</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Choose folder</source>
            <translation>选择文件夹</translation>
        </message>
        <message>
            <source>Where it comes from and what it is for, optional</source>
            <translation>来源和用途，可不填</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务类型</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Many small files keep a GPU waiting</source>
            <translation>大量小文件会让 GPU 等待</translation>
        </message>
        <message>
            <source>The same on the command line</source>
            <translation>等效的命令行</translation>
        </message>
        <message>
            <source>Choose the folder to upload</source>
            <translation>选择要上传的文件夹</translation>
        </message>
        <message>
            <source>Reading the folder…</source>
            <translation>正在读取文件夹…</translation>
        </message>
        <message>
            <source>Guessed from the names of its folders and files.</source>
            <translation>根据文件夹和文件名推测。</translation>
        </message>
        <message>
            <source>%1 files, %2</source>
            <translation>%1 个文件，%2</translation>
        </message>
        <message>
            <source>median %1; %2 % under 100 KiB</source>
            <translation>中位数 %1；%2% 小于 100 KiB</translation>
        </message>
        <message>
            <source>%1 hidden files and links are left out.</source>
            <translation>已忽略 %1 个隐藏文件和链接。</translation>
        </message>
        <message>
            <source>Read one by one, %1 files of about %2 are limited by the time to open each. Packing them into shards of some 256 MiB, as TFRecord or WebDataset, feeds a GPU many times faster.</source>
            <translation>逐个读取时，%1 个约 %2 的文件会受限于打开每个文件的时间。将它们打包成约 256 MiB 的 TFRecord 或 WebDataset 分片，可使 GPU 的数据供给快许多倍。</translation>
        </message>
        <message>
            <source>Upload %1</source>
            <translation>上传 %1</translation>
        </message>
        <message>
            <source>Store</source>
            <translation>存储</translation>
        </message>
        <message>
            <source>Best beside the cluster that uses it. It can be copied to others later.</source>
            <translation>最好放在使用它的集群旁边，以后可以复制到其他存储。</translation>
        </message>
        <message>
            <source>The upload goes on in the background.</source>
            <translation>上传将在后台继续。</translation>
        </message>
    </context>
    <context>
        <name>slipway::UseMeter</name>
        <message>
            <source>GPUs %1 % busy</source>
            <translation>GPU 利用率 %1%</translation>
        </message>
        <message>
            <source>How busy its GPUs are is not measured</source>
            <translation>无法测得其 GPU 的利用率</translation>
        </message>
    </context>
    <context>
        <name>slipway::VolumeActions</name>
        <message>
            <source>volume %1</source>
            <translation>数据卷 %1</translation>
        </message>
        <message>
            <source>%1 volumes</source>
            <translation>%1 个数据卷</translation>
        </message>
        <message>
            <source>Lost: the ways to their files, which are not touched.</source>
            <translation>失去：通往其文件的途径，文件本身不受影响。</translation>
        </message>
        <message>
            <source>Lost for ever: all files in %1 of them.</source>
            <translation>永久失去：其中 %1 个数据卷里的所有文件。</translation>
        </message>
        <message>
            <source>Lost: the way to its files, which are not touched.</source>
            <translation>失去：通往其文件的途径，文件本身不受影响。</translation>
        </message>
        <message>
            <source>Lost for ever: all files in it. It holds up to %1.</source>
            <translation>永久失去：其中的所有文件。它最多可存 %1。</translation>
        </message>
        <message>
            <source>Kept: environments and jobs that mounted it, with all else that they wrote.</source>
            <translation>保留：挂载过它的环境和作业，以及它们写下的其他一切。</translation>
        </message>
        <message>
            <source>Claims and what CSI drivers mount stay as they are.</source>
            <translation>声明（PVC）以及 CSI 驱动挂载的存储保持不变。</translation>
        </message>
        <message>
            <source>It is mounted by %1.</source>
            <translation>它被 %1 挂载。</translation>
        </message>
        <message>
            <source>Delete volume %1?</source>
            <translation>删除数据卷 %1？</translation>
        </message>
        <message>
            <source>Delete volume</source>
            <translation>删除数据卷</translation>
        </message>
        <message>
            <source>Volume deleted.</source>
            <translation>数据卷已删除。</translation>
        </message>
        <message>
            <source>Delete %1</source>
            <translation>删除 %1</translation>
        </message>
        <message>
            <source>Delete %1?</source>
            <translation>删除 %1？</translation>
        </message>
        <message>
            <source>Deleted %1.</source>
            <translation>已删除 %1。</translation>
        </message>
    </context>
    <context>
        <name>slipway::VolumeDetails</name>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>YAML</source>
            <translation>YAML</translation>
        </message>
        <message>
            <source>Grow</source>
            <translation>扩容</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Who may mount it</source>
            <translation>谁可以挂载</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>存储</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>容量</translation>
        </message>
        <message>
            <source>Size there</source>
            <translation>实际容量</translation>
        </message>
        <message>
            <source>Storage class</source>
            <translation>存储类</translation>
        </message>
        <message>
            <source>Claim</source>
            <translation>声明（PVC）</translation>
        </message>
        <message>
            <source>CSI driver</source>
            <translation>CSI 驱动</translation>
        </message>
        <message>
            <source>Attributes</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>Secret</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Where the platform itself is</source>
            <translation>平台所在之处</translation>
        </message>
        <message>
            <source>Mounted by</source>
            <translation>被挂载于</translation>
        </message>
        <message>
            <source>Nothing now</source>
            <translation>目前没有</translation>
        </message>
        <message>
            <source>In a job</source>
            <translation>在作业中</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>说明</translation>
        </message>
    </context>
    <context>
        <name>slipway::VolumeList</name>
        <message>
            <source>Yours alone</source>
            <translation>仅供您自己使用</translation>
        </message>
        <message>
            <source>Of the whole project</source>
            <translation>整个项目共用</translation>
        </message>
        <message>
            <source>not ready yet</source>
            <translation>尚未就绪</translation>
        </message>
        <message>
            <source>Read only</source>
            <translation>只读</translation>
        </message>
        <message>
            <source>Where it is seen. Press F2 or double-click to change it.</source>
            <translation>它出现的位置。按 F2 或双击可修改。</translation>
        </message>
    </context>
    <context>
        <name>slipway::VolumePage</name>
        <message>
            <source>Volumes</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>Create volume</source>
            <translation>创建数据卷</translation>
        </message>
        <message>
            <source>Filter, such as owner:me scope:personal size&gt;1T</source>
            <translation>筛选，例如 owner:me scope:personal size&gt;1T</translation>
        </message>
        <message>
            <source>No volume yet</source>
            <translation>还没有数据卷</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Who may mount it</source>
            <translation>谁可以挂载</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>存储</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>容量</translation>
        </message>
        <message>
            <source>A volume is storage that stays when environments and jobs end. Everybody in the project writes to the same one, or you keep one for yourself.</source>
            <translation>数据卷是环境和作业结束后仍保留的存储。项目成员可以共用一个，您也可以自己保留一个。</translation>
        </message>
        <message>
            <source>Reason, or purpose</source>
            <translation>原因，或用途</translation>
        </message>
    </context>
    <context>
        <name>slipway::WorkbenchView</name>
        <message>
            <source>Environments</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>数据集</translation>
        </message>
        <message>
            <source>Cluster</source>
            <translation>集群</translation>
        </message>
        <message>
            <source>Dataset %1 is complete.</source>
            <translation>数据集 %1 已上传完成。</translation>
        </message>
        <message>
            <source>The upload was interrupted: %1</source>
            <translation>上传中断：%1</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>查看</translation>
        </message>
        <message>
            <source>Create environment</source>
            <translation>创建环境</translation>
        </message>
        <message>
            <source>Launch job</source>
            <translation>启动作业</translation>
        </message>
        <message>
            <source>Upload dataset</source>
            <translation>上传数据集</translation>
        </message>
        <message>
            <source>Light theme</source>
            <translation>浅色主题</translation>
        </message>
        <message>
            <source>Dark theme</source>
            <translation>深色主题</translation>
        </message>
        <message>
            <source>Load everything again</source>
            <translation>全部重新加载</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Release GPU</source>
            <translation>释放 GPU</translation>
        </message>
        <message>
            <source>Select something first; the link leads to it.</source>
            <translation>请先选择一项，链接将指向它。</translation>
        </message>
        <message>
            <source>The link to %1 is copied.</source>
            <translation>已复制指向 %1 的链接。</translation>
        </message>
        <message>
            <source>The link leads to %1, which is not there or which you may not see.</source>
            <translation>该链接指向 %1，但它不存在或您无权查看。</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Copy link to %1</source>
            <translation>复制指向 %1 的链接</translation>
        </message>
        <message>
            <source>Connect to %1</source>
            <translation>连接到 %1</translation>
        </message>
        <message>
            <source>Add a connection…</source>
            <translation>添加连接…</translation>
        </message>
        <message>
            <source>%1 is uploaded.</source>
            <translation>%1 已上传。</translation>
        </message>
        <message>
            <source>%1 is saved as %2.</source>
            <translation>%1 已保存为 %2。</translation>
        </message>
        <message>
            <source>%1 did not get there: %2</source>
            <translation>%1 传输失败：%2</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Unpin from Home</source>
            <translation>从主页取消固定</translation>
        </message>
        <message>
            <source>Pin to Home</source>
            <translation>固定到主页</translation>
        </message>
        <message>
            <source>Home</source>
            <translation>主页</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>数据卷</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>Create volume</source>
            <translation>创建数据卷</translation>
        </message>
        <message>
            <source>The server was updated from version %1 to %2. What you see goes on.</source>
            <translation>服务器已从版本 %1 更新到 %2。您可以继续使用。</translation>
        </message>
    </context>
    <context>
        <name>slipway::YamlTab</name>
        <message>
            <source>YAML</source>
            <translation>YAML</translation>
        </message>
        <message>
            <source>What applying would change</source>
            <translation>应用后的变化</translation>
        </message>
        <message>
            <source>Why you change it</source>
            <translation>修改原因</translation>
        </message>
        <message>
            <source>It belongs to somebody else: the reason is kept in the audit trail.</source>
            <translation>它属于他人：原因将记入审计记录。</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>还原</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>It says what is so already.</source>
            <translation>文本与现状一致。</translation>
        </message>
        <message>
            <source>It can be applied: %1</source>
            <translation>可以应用：%1</translation>
        </message>
        <message>
            <source>Nothing had to change.</source>
            <translation>无需更改。</translation>
        </message>
        <message>
            <source>Applied: %1</source>
            <translation>已应用：%1</translation>
        </message>
        <message>
            <source>What applying would change: +%1 −%2</source>
            <translation>应用后的变化：+%1 −%2</translation>
        </message>
        <message>
            <source>Line %1, column %2: %3</source>
            <translation>第 %1 行，第 %2 列：%3</translation>
        </message>
        <message>
            <source>Read only. %1</source>
            <translation>只读。%1</translation>
        </message>
        <message>
            <source>Applying…</source>
            <translation>正在应用…</translation>
        </message>
        <message>
            <source>Not applied yet. Checking…</source>
            <translation>尚未应用。正在检查…</translation>
        </message>
        <message>
            <source>Not applied yet. %1</source>
            <translation>尚未应用。%1</translation>
        </message>
        <message>
            <source>Copied.</source>
            <translation>已复制。</translation>
        </message>
        <message>
            <source>Save as YAML</source>
            <translation>另存为 YAML</translation>
        </message>
        <message>
            <source>YAML (*.yaml *.yml)</source>
            <translation>YAML (*.yaml *.yml)</translation>
        </message>
        <message>
            <source>%1. Comments, order and layout of your text are not kept.</source>
            <translation>%1。您的文本中的注释、顺序和排版不会保留。</translation>
        </message>
        <message>
            <source>Tab indents, Shift+Tab leaves the text, F8 goes to what is wrong.</source>
            <translation>Tab 缩进，Shift+Tab 离开文本，F8 前往出错处。</translation>
        </message>
        <message>
            <source>Tab indents, Shift+Tab leaves the text, F8 goes to what is wrong, %1 applies.</source>
            <translation>Tab 缩进，Shift+Tab 离开文本，F8 前往出错处，%1 应用。</translation>
        </message>
    </context>
</TS>
