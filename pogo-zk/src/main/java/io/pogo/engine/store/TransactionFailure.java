package io.pogo.engine.store;

import io.pogo.engine.base.Words;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/** The failure of a transaction: it was not carried out, or its outcome is unknown. */
public final class TransactionFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final Code code;
    private final int index;

    private TransactionFailure(Code code, int index, String message) {
        super(message);
        this.code = code;
        this.index = index;
    }

    static TransactionFailure of(Code code, List<Op> operations, @Nullable List<OpResult> results) {
        if (results != null) {
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof OpResult.ErrorResult error && isCause(error)) {
                    Code own = Code.get(error.getErr());
                    return new TransactionFailure(
                            own, i, Words.of(own) + " at " + operations.get(i).getPath());
                }
            }
        }
        return new TransactionFailure(code, -1, Words.of(code));
    }

    private static boolean isCause(OpResult.ErrorResult error) {
        return error.getErr() != Code.OK.intValue() && error.getErr() != Code.RUNTIMEINCONSISTENCY.intValue();
    }

    /** Returns the code of the operation that failed, or of the whole request. */
    public Code code() {
        return code;
    }

    /** Returns the index of the operation that was refused, or -1 if the request as a whole failed. */
    public int index() {
        return index;
    }
}
