package io.pogo.examples;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A table that refuses an owner that has been replaced: each row keeps the highest fencing token that has written it,
 * and one statement compares and writes. It asks nothing of the database but that an UPDATE is atomic.
 */
final class FencedTable {
    private final Connection connection;

    FencedTable(Connection connection) {
        this.connection = connection;
    }

    void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE account (id VARCHAR(50) PRIMARY KEY, balance BIGINT, token BIGINT)");
        }
    }

    void open(String id) throws SQLException {
        String sql = "INSERT INTO account (id, balance, token) VALUES (?, 0, 0)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    /** Sets a balance; false, and nothing is written, if a later owner has written the row before. */
    boolean write(String id, long balance, long token) throws SQLException {
        String sql = "UPDATE account SET balance = ?, token = ? WHERE id = ? AND token <= ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, balance);
            update.setLong(2, token);
            update.setString(3, id);
            update.setLong(4, token);
            return update.executeUpdate() == 1;
        }
    }
}
