package io.pogo.engine.store;

import java.util.EnumSet;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;

/**
 * An answer that neither grants nor refuses a request, or no answer at all: whether the request was carried out is not
 * known, as after a lost connection. A server that is overloaded answers THROTTLEDOP; one of another version may answer
 * codes that this client does not know.
 */
public final class UnclearAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    /** The codes after which a caller knows where it stands; all others, the unknown ones included, are unclear. */
    private static final Set<Code> CLEAR = EnumSet.of(
            Code.OK,
            Code.RUNTIMEINCONSISTENCY,
            Code.CONNECTIONLOSS,
            Code.OPERATIONTIMEOUT,
            Code.REQUESTTIMEOUT,
            Code.SESSIONEXPIRED,
            Code.SESSIONMOVED,
            Code.UNIMPLEMENTED,
            Code.BADARGUMENTS,
            Code.NONODE,
            Code.NOAUTH,
            Code.BADVERSION,
            Code.NOCHILDRENFOREPHEMERALS,
            Code.NODEEXISTS,
            Code.NOTEMPTY,
            Code.INVALIDACL,
            Code.AUTHFAILED,
            Code.NOTREADONLY,
            Code.NOWATCHER,
            Code.QUOTAEXCEEDED);

    public UnclearAnswer(String message) {
        super(message);
    }

    /** Whether a result code is unclear. */
    public static boolean is(int rc) {
        try {
            return !CLEAR.contains(Code.get(rc));
        } catch (IllegalArgumentException unknown) {
            return true;
        }
    }
}
