package io.pogo.zk;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;

/** A client without any identity. */
final class Nobody {
    private Nobody() {}

    static CuratorFramework at(String connectString) {
        CuratorFramework made = CuratorFrameworkFactory.newClient(connectString, new RetryOneTime(100));
        made.start();
        return made;
    }
}
